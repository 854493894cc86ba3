import type { Context } from "../context.ts";
import { findActivation, markAgreed } from "../db/activations.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";

/** Keeps that whoever opened an order accepted the license agreement, and when. Accepting it again changes nothing. */
export const acceptAgreement = (ctx: Context, activationId: string, userId: string | null): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    if (!(await markAgreed(tx, activationId, ctx.now()))) return;
    const activation = await findActivation(tx, activationId);
    await insertAuditEvents(tx, ctx.newId, ctx.now(), [
      {
        type: "agreement.accepted",
        actor: userId === null ? `activation:${activationId}` : `user:${userId}`,
        subject: `activation:${activationId}`,
        data: { activationId, orderId: activation?.orderId ?? null },
      },
    ]);
  });
