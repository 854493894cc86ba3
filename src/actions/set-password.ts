import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import type { Tx } from "../db/client.ts";
import { upsertPassword } from "../db/passwords.ts";
import { markOtherSessionsRevoked } from "../db/sessions.ts";
import { findUser } from "../db/users.ts";

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
  await insertAuditEvents(tx, ctx.newId, ctx.now(), [
    { type: "user.password_set", actor: `user:${userId}`, subject: `account:${user.accountId}`, data: { by } },
  ]);
};
