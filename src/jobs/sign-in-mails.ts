import type { Context } from "../context.ts";
import { findAccount } from "../db/accounts.ts";
import type { Mail } from "../db/mails.ts";
import { findPasswordReset } from "../db/password-resets.ts";
import { findSession } from "../db/sessions.ts";
import { findSignIn } from "../db/sign-ins.ts";
import { findUser } from "../db/users.ts";
import type { MailParams } from "../mail/render.ts";
import type { SignInChanged } from "../mail/sign-in-changed.ts";
import { browserName } from "../policy/browser-name.ts";
import type { MailKind } from "../policy/mail-kinds.ts";
import { resetStands } from "../policy/password-reset.ts";

export const BRAND = "Trend Micro";

/** The facts of a mail; undefined when what it is about is over. */
export type Composer<Kind extends MailKind> = (ctx: Context, mail: Mail) => Promise<MailParams[Kind] | undefined>;

type SignInMail =
  | "sign-in-code"
  | "password-reset"
  | "account-id-reminder"
  | "new-device"
  | "password-changed"
  | "authenticator-off"
  | "passkey-added";

/** The mails about ways to sign in. */
export const signInMails: { [Kind in SignInMail]: Composer<Kind> } = {
  "sign-in-code": async (ctx, mail) => {
    const signIn = await findSignIn(ctx.db, mail.subjectId);
    if (!signIn || signIn.expiresAt <= ctx.now()) return undefined;
    return { code: ctx.secrets.code(signIn.id), expiresAt: signIn.expiresAt.toISOString(), brandName: BRAND };
  },
  "password-reset": async (ctx, mail) => {
    const reset = await findPasswordReset(ctx.db, mail.subjectId);
    if (!reset || !resetStands(reset, ctx.now())) return undefined;
    const link = `${ctx.config.publicUrl}/reset-password/${ctx.secrets.linkToken(reset.id)}`;
    return { link, expiresAt: reset.expiresAt.toISOString(), brandName: BRAND };
  },
  "account-id-reminder": async (ctx, mail) => {
    const user = await findUser(ctx.db, mail.subjectId);
    const account = user && (await findAccount(ctx.db, user.accountId));
    if (!account) return undefined;
    // The ID signs the owner in: to anybody else it would be of no use.
    const accountId = user.role === "owner" ? account.loginId : null;
    return {
      accounts: accountId === null ? [] : [{ accountId, company: account.company }],
      email: user.email,
      signInLink: `${ctx.config.publicUrl}/sign-in`,
      brandName: BRAND,
    };
  },
  "new-device": async (ctx, mail) => {
    const session = await findSession(ctx.db, mail.subjectId);
    const user = session && (await findUser(ctx.db, session.userId));
    return (
      user && {
        email: user.email,
        signedInAt: session.beganAt.toISOString(),
        ...browserName(session.userAgent),
        accountLink: `${ctx.config.publicUrl}/account`,
        brandName: BRAND,
      }
    );
  },
  "password-changed": (ctx, mail) => changeFacts(ctx, mail),
  "authenticator-off": (ctx, mail) => changeFacts(ctx, mail),
  "passkey-added": (ctx, mail) => changeFacts(ctx, mail),
};

const changeFacts = async (ctx: Context, mail: Mail): Promise<SignInChanged | undefined> => {
  const user = await findUser(ctx.db, mail.subjectId);
  return (
    user && {
      email: user.email,
      changedAt: mail.queuedAt.toISOString(),
      accountLink: `${ctx.config.publicUrl}/account`,
      brandName: BRAND,
    }
  );
};
