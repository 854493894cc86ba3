import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { deleteExpiryMailsOff, insertExpiryMailsOff } from "../db/expiry-mails-off.ts";
import { insertUserEvent } from "./user-events.ts";

/** How somebody turned the mails on or off: signed in, or by the link of a mail. */
type Way = "signed_in" | "mail_link";

/** Turns the mails about ending licenses on or off for one user. The same again changes nothing. */
export const switchExpiryMails = (
  ctx: Context,
  { user, on, way }: { user: { userId: string; accountId: string }; on: boolean; way: Way },
): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const changed = on
      ? await deleteExpiryMailsOff(tx, user.userId)
      : await insertExpiryMailsOff(tx, user.userId, ctx.now());
    if (!changed) return;
    await insertUserEvent(ctx, tx, user, "user.expiry_mails_switched", { on, way });
  });
