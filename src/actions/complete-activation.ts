import type { Context } from "../context.ts";
import { type Activation, markActivation } from "../db/activations.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import type { Tx } from "../db/client.ts";
import { markLicenseConverted, markLicenseExtended, markLicensesRegistered } from "../db/licenses.ts";
import type { FullOrder } from "../db/order-facts.ts";
import { markItemExtending, markItemsApplied } from "../db/order-items.ts";
import type { User } from "../db/users.ts";
import type { Candidate } from "../policy/activation.ts";
import { type AnyPlan, extensionsOf } from "../policy/decision.ts";
import { decisionRecord } from "../policy/decision-record.ts";
import { activationEvents } from "./activation-events.ts";
import { enqueueActivationMails } from "./activation-mails.ts";
import { planProvisioning } from "./plan-provisioning.ts";

type Completion = { activation: Activation; order: FullOrder; plan: AnyPlan; candidate: Candidate; user: User };

/** Writes all that a plan says for the user's account, what became of the attempt, the events, the mails and the console's job. */
export const completeActivation = async (ctx: Context, tx: Tx, completion: Completion): Promise<void> => {
  const { activation, order, plan, candidate, user } = completion;
  await carryOut(ctx, tx, plan, order, user.accountId);
  const marked = await markActivation(tx, activation.id, "activated", {
    accountId: user.accountId,
    activatedBy: user.id,
    activatedAt: ctx.now(),
    decision: JSON.stringify(decisionRecord(plan, candidate)),
    decidedAt: ctx.now(),
  });
  if (!marked) throw new Error(`Activation ${activation.id} cannot end from state ${activation.state}.`);
  const newAccount = candidate.is === "new_account";
  const outcome = { plan, order, user, activationId: activation.id, newAccount };
  await insertAuditEvents(tx, ctx.newId, ctx.now(), activationEvents(outcome));
  await enqueueActivationMails(ctx, tx, outcome);
  await planProvisioning(ctx, tx, order, plan, user.accountId);
};

const carryOut = async (ctx: Context, tx: Tx, plan: AnyPlan, order: FullOrder, accountId: string): Promise<void> => {
  const registered = plan.register.map((item) => item.itemId);
  await markLicensesRegistered(tx, registered, order.region, accountId, ctx.now());
  await markItemsApplied(tx, registered, ctx.now());
  const before = new Map(order.items.map((item) => [item.itemId, item.license.endsOn]));
  for (const { item, term } of extensionsOf(plan)) {
    await markLicenseExtended(tx, item.licenseId, term);
    await markItemExtending(tx, item.itemId, before.get(item.itemId) ?? null, ctx.now());
  }
  for (const { trial, item } of plan.convert) await markLicenseConverted(tx, trial.licenseId, item.licenseId);
};
