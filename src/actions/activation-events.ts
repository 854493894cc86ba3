import type { AuditEvent } from "../db/audit-events.ts";
import type { FullOrder } from "../db/order-facts.ts";
import type { User } from "../db/users.ts";
import { type AnyPlan, extensionsOf } from "../policy/decision.ts";

/** What an activation did: told to the audit log and to the mails. */
export type ActivationOutcome = {
  activationId: string;
  order: FullOrder;
  plan: AnyPlan;
  user: User;
  newAccount: boolean;
};

/** The audit events of one activation, in the order in which things happened. */
export const activationEvents = ({ activationId, order, plan, user, newAccount }: ActivationOutcome): AuditEvent[] => {
  const actor = `user:${user.id}`;
  const subject = `order:${order.orderNumber}`;
  const about = { accountId: user.accountId, activationId };
  const created = {
    type: "account.created",
    actor,
    subject: `account:${user.accountId}`,
    data: { activationId, origin: order.process },
  };
  const extensions = extensionsOf(plan);
  return [
    ...(newAccount ? [created] : []),
    {
      type: order.process === "original" ? "key.registered" : "order.activated",
      actor,
      subject,
      data: {
        ...about,
        registered: plan.register.map((item) => item.line),
        extended: extensions.map(({ item }) => item.line),
      },
    },
    ...plan.register.map((item) =>
      licenseEvent(
        "license.registered",
        item.licenseId,
        { ...about, orderNumber: order.orderNumber, line: item.line },
        actor,
      ),
    ),
    ...extensions.map(({ item, term }) =>
      licenseEvent(
        "license.extended",
        item.licenseId,
        { ...about, orderNumber: order.orderNumber, line: item.line, endsOn: term.endsOn, seats: term.seats },
        actor,
      ),
    ),
    ...plan.convert.map(({ trial, item }) =>
      licenseEvent("license.converted", trial.licenseId, { ...about, convertedTo: item.licenseId }, actor),
    ),
  ];
};

const licenseEvent = (type: string, licenseId: string, data: AuditEvent["data"], actor: string): AuditEvent => ({
  type,
  actor,
  subject: `license:${licenseId}`,
  data,
});
