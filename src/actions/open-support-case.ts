import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import type { Tx } from "../db/client.ts";
import type { FullOrder } from "../db/order-facts.ts";
import { insertSupportCase } from "../db/support-cases.ts";
import type { User } from "../db/users.ts";
import type { DecisionRecord } from "../policy/decision-record.ts";
import { enqueueMail } from "./enqueue-mail.ts";

type NewCase = {
  order: FullOrder;
  activationId: string;
  record: DecisionRecord;
  user: User | undefined;
  language: string;
};

/** An order that only the desk can settle gets one open case with the facts; whoever asked is told its number by mail. */
export const openSupportCase = async (ctx: Context, tx: Tx, given: NewCase): Promise<void> => {
  const { order, activationId, record, user, language } = given;
  const id = ctx.newId();
  const contact = user?.email ?? order.row.contactEmail;
  const opened = await insertSupportCase(tx, {
    id,
    orderId: order.orderId,
    activationId,
    reason: record.reason ?? "needs_support",
    facts: JSON.stringify(record),
    contact,
    state: "open",
    openedAt: ctx.now(),
  });
  if (!opened) return;
  await insertAuditEvents(tx, ctx.newId, ctx.now(), [
    {
      type: "support_case.opened",
      actor: user ? `user:${user.id}` : `activation:${activationId}`,
      subject: `order:${order.orderNumber}`,
      data: { caseNumber: opened.number, reason: record.reason, conflicts: record.conflicts, owners: record.owners },
    },
  ]);
  await enqueueMail(ctx, tx, { kind: "support-case-opened", recipient: contact, language, subjectId: id });
};
