import {
  type Candidate,
  type Decision as ActivationDecision,
  decideActivation,
  type Plan,
  type Refusal,
} from "./activation.ts";
import type { ItemFacts, OrderFacts } from "./order-facts.ts";
import { decideRenewal, type RenewalPlan, type RenewalRefusal, type RenewedItem, type Term } from "./renewal.ts";

/** An order as its key opens it, and who it would go to. */
export type DecisionFacts = { order: OpenedOrder; candidate: Candidate };

export type OpenedOrder = Omit<OrderFacts, "items"> & { items: readonly RenewedItem[] };

export type AnyPlan = Plan | RenewalPlan;
export type AnyRefusal = Refusal | RenewalRefusal;
export type Decision = ActivationDecision | RenewalPlan | RenewalRefusal;

/** DOMAIN 3: a renewal is decided by its own rules, every other order of either process by those of an activation. */
export const decide = ({ order, candidate }: DecisionFacts, now: Date): Decision =>
  order.type === "renewal"
    ? decideRenewal({ order, items: order.items, candidate }, now)
    : decideActivation({ order, candidate }, now);

/** The licenses that a plan extends with what each will give: a cross grade gives the item's own term. */
export const extensionsOf = (plan: AnyPlan): { item: ItemFacts; term: Term }[] =>
  plan.extend.map((each) => ("term" in each ? each : { item: each, term: each }));
