import type { Context } from "../context.ts";
import { type AuditEvent, insertAuditEvents } from "../db/audit-events.ts";
import type { Tx } from "../db/client.ts";

/** Somebody who changes how they sign in. */
export type SignedInPerson = { userId: string; accountId: string; sessionId: string };

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
