import type { Context } from "../context.ts";
import { insertAccessRequest } from "../db/access-requests.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";
import { findOpenedOrder } from "../db/order-facts.ts";
import { findActivation } from "../db/activations.ts";
import { listOwners } from "../db/users.ts";
import { decide } from "../policy/decision.ts";
import type { RefusalReason } from "../policy/reasons.ts";
import { enqueueMail } from "./enqueue-mail.ts";

export type AskForAccess = { activationId: string; asker: { email: string; identity: string } };

export type AccessAsked = { ok: true } | { ok: false; reason: "not_activated" };

/**
 * Mails the owners of what is registered of this order that somebody asks for access, and who. Once a day for an asker
 * and an order; asking again answers the same and sends nothing.
 */
export const askForAccess = (ctx: Context, { activationId, asker }: AskForAccess): Promise<AccessAsked> =>
  inTransaction(ctx.db, async (tx) => {
    const activation = await findActivation(tx, activationId);
    const order = activation && (await findOpenedOrder(tx, activation));
    const decision = order && decide({ order, candidate: { is: "new_account" } }, ctx.now());
    if (!order || !decision || decision.ok || !isHeldByOthers(decision.reason)) {
      return { ok: false, reason: "not_activated" };
    }
    const now = ctx.now();
    const { language } = activation;
    const owners = await listOwners(tx, decision.owners);
    for (const accountId of decision.owners.toSorted()) {
      const id = ctx.newId();
      const request = { id, orderId: order.orderId, accountId, language, askedAt: now, askedOn: isoDate(now) };
      const news = await insertAccessRequest(tx, { ...request, asker: asker.email, askerIdentity: asker.identity });
      if (!news) continue;
      await insertAuditEvents(tx, ctx.newId, now, [
        {
          type: "access.requested",
          actor: `activation:${activationId}`,
          subject: `account:${accountId}`,
          data: { accessRequestId: id, orderNumber: order.orderNumber },
        },
      ]);
      for (const owner of owners.filter((each) => each.accountId === accountId)) {
        const mail = { recipient: owner.email, language: owner.language, subjectId: id };
        await enqueueMail(ctx, tx, { kind: "access-requested", ...mail });
      }
    }
    return { ok: true };
  });

const isHeldByOthers = (reason: RefusalReason): boolean =>
  reason === "already_activated" || reason === "registered_to_other_account";

const isoDate = (at: Date): string => at.toISOString().slice(0, 10);
