import type { AuditEvent } from "../db/audit-events.ts";
import type { FullOrder } from "../db/order-facts.ts";
import type { User } from "../db/users.ts";
import type { Plan } from "../policy/activation.ts";

/** What an activation did: told to the audit log and to the mails. */
export type ActivationOutcome = {
  activationId: string;
  order: FullOrder;
  plan: Plan;
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
    data: { activationId, origin: "account_based" },
  };
  return [
    ...(newAccount ? [created] : []),
    {
      type: "order.activated",
      actor,
      subject,
      data: {
        ...about,
        registered: plan.register.map((item) => item.line),
        extended: plan.extend.map((item) => item.line),
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
    ...plan.extend.map((item) =>
      licenseEvent(
        "license.extended",
        item.licenseId,
        { ...about, orderNumber: order.orderNumber, line: item.line, endsOn: item.endsOn, seats: item.seats },
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
