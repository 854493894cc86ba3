import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";
import { deleteExpiryMailsOff, insertExpiryMailsOff } from "../db/expiry-mails-off.ts";

/** How somebody turned the mails on or off: signed in, or by the link of a mail. */
type Way = "signed_in" | "mail_link";

/** Turns the mails about ending licenses on or off for one user. The same again changes nothing. */
export const switchExpiryMails = (
  ctx: Context,
  { userId, on, way }: { userId: string; on: boolean; way: Way },
): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const changed = on ? await deleteExpiryMailsOff(tx, userId) : await insertExpiryMailsOff(tx, userId, ctx.now());
    if (!changed) return;
    await insertAuditEvents(tx, ctx.newId, ctx.now(), [
      { type: "user.expiry_mails_switched", actor: `user:${userId}`, subject: `user:${userId}`, data: { on, way } },
    ]);
  });
