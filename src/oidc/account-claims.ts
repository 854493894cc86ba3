import type { Account, FindAccount } from "oidc-provider";
import type { Context } from "../context.ts";
import { findAccount } from "../db/accounts.ts";
import { findConsoleAccount } from "../db/console-accounts.ts";
import { findUser } from "../db/users.ts";
import { isUuid } from "../http/uuid.ts";
import { fullName } from "../policy/person-name.ts";

/** What a console may ask for, by scope. All of it is given to the vendor's own consoles. */
export const claims = {
  openid: ["sub"],
  profile: ["name", "locale"],
  email: ["email", "email_verified"],
  account: ["account_id", "company", "role", "entitlements_version"],
};

/** The user as consoles see them. Somebody who was removed is nobody: neither their code nor their token works. */
export const findOpenidAccount =
  (ctx: Context): FindAccount =>
  async (_koa, sub): Promise<Account | undefined> => {
    const user = isUuid(sub) ? await findUser(ctx.db, sub) : undefined;
    const account = user && (await findAccount(ctx.db, user.accountId));
    if (!user || !account) return undefined;
    const console = await findConsoleAccount(ctx.db, user.accountId);
    return {
      accountId: user.id,
      claims: () => ({
        sub: user.id,
        // A new account has an address alone.
        name: fullName(user, user.language) || user.email,
        locale: user.language,
        email: user.email,
        email_verified: user.emailVerifiedAt !== null,
        account_id: user.accountId,
        company: account.company,
        role: user.role,
        entitlements_version: console?.version ?? 0,
      }),
    };
  };
