import type { Context } from "../context.ts";
import { type AuditEvent, insertAuditEvents } from "../db/audit-events.ts";
import type { Tx } from "../db/client.ts";
import { findUser } from "../db/users.ts";
import { enqueueMail } from "./enqueue-mail.ts";

/** Somebody who changes how they sign in. */
export type SignedInPerson = { userId: string; accountId: string; sessionId: string };

/** Whoever holds the address learns that its ways to sign in were changed: it may have been somebody else. */
export const tellOfChange = async (
  ctx: Context,
  tx: Tx,
  userId: string,
  kind: "password-changed" | "authenticator-off" | "passkey-added",
): Promise<void> => {
  const user = await findUser(tx, userId);
  if (!user) throw new Error(`User ${userId} is gone.`);
  await enqueueMail(ctx, tx, { kind, recipient: user.email, language: user.language, subjectId: userId });
};

/** What a user did to their own ways to sign in, told to the account's audit log. */
export const insertUserEvent = (
  ctx: Context,
  tx: Tx,
  { userId, accountId }: Pick<SignedInPerson, "userId" | "accountId">,
  type: string,
  data: AuditEvent["data"] = {},
): Promise<void> =>
  insertAuditEvents(tx, ctx.newId, ctx.now(), [
    { type, actor: `user:${userId}`, subject: `account:${accountId}`, data },
  ]);
