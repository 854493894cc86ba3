import type { Context } from "../context.ts";
import { findAccount } from "../db/accounts.ts";
import type { Tx } from "../db/client.ts";
import { upsertPassword } from "../db/passwords.ts";
import { markOtherSessionsRevoked } from "../db/sessions.ts";
import { findUser } from "../db/users.ts";
import { guessesFor } from "../password-guesses.ts";
import { checkPassword, type PasswordFault } from "../policy/password.ts";
import { insertUserEvent, tellOfChange } from "./user-events.ts";

type NewPassword = {
  userId: string;
  /** What `hashPassword` made, before the transaction. */
  hash: string;
  by: "link" | "account_page";
  /** The session that sets it; every other one ends. */
  keepSessionId: string | null;
};

/** Stores a password's hash, sealed, and ends the sessions that began with the old one. */
export const setPassword = async (ctx: Context, tx: Tx, { userId, hash, by, keepSessionId }: NewPassword) => {
  const user = await findUser(tx, userId);
  if (!user) throw new Error(`User ${userId} is gone.`);
  await upsertPassword(tx, { userId, hashSealed: ctx.secrets.seal(hash), setAt: ctx.now() });
  await markOtherSessionsRevoked(tx, userId, keepSessionId, ctx.now());
  await insertUserEvent(ctx, tx, { userId, accountId: user.accountId }, "user.password_set", { by });
  await tellOfChange(ctx, tx, userId, "password-changed");
};

/** What is wrong with a password that this user would set: their own names are guessed first. */
export const judgeNewPassword = async (
  ctx: Context,
  userId: string,
  password: string,
): Promise<PasswordFault | undefined> => {
  const user = await findUser(ctx.db, userId);
  const account = user && (await findAccount(ctx.db, user.accountId));
  const owner = { ...(user && { email: user.email }), ...(account?.loginId && { accountId: account.loginId }) };
  return checkPassword(password, owner, guessesFor);
};
