import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";
import { lockOrder } from "../db/order-facts.ts";
import { findOrderByNumber, markOrderCancelled } from "../db/orders.ts";

export type OrderCancelled = { ok: true; changed: boolean } | { ok: false; reason: "unknown_order" };

/** After this no key of the order opens anything; licenses that are registered already stay. Repeating it is harmless. */
export const cancelOrder = (ctx: Context, orderNumber: string, actor: string): Promise<OrderCancelled> =>
  inTransaction(ctx.db, async (tx) => {
    const found = await findOrderByNumber(tx, orderNumber);
    if (!found) return { ok: false, reason: "unknown_order" };
    const order = await lockOrder(tx, found.id);
    if (order.cancelledAt !== null) return { ok: true, changed: false };
    await markOrderCancelled(tx, order.id, ctx.now());
    await insertAuditEvents(tx, ctx.newId, ctx.now(), [
      { type: "order.cancelled", actor, subject: `order:${orderNumber}`, data: {} },
    ]);
    return { ok: true, changed: true };
  });
