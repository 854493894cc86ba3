import { bindingItems, crossGradeOwners, extendableItems, revivedItems } from "./cross-grade.ts";
import { openItems, type HeldLicense, type ItemFacts, type OrderFacts } from "./order-facts.ts";
import { type ActivationReason, type WayOn, waysOn } from "./reasons.ts";
import {
  asHeld,
  findConflictsWithin,
  findSaasConflicts,
  findTrialsToConvert,
  type SaasConflict,
} from "./saas-conflict.ts";

/** Who the order would go to: `undecided` at the preview while nobody is signed in. */
export type Candidate =
  | { is: "undecided" }
  | { is: "new_account" }
  | { is: "account"; accountId: string; held: readonly HeldLicense[] };

export type ActivationFacts = { order: OrderFacts; candidate: Candidate };

export type Refusal = {
  ok: false;
  reason: ActivationReason;
  /** The accounts that decided: the owner of what is registered, or of the cross grade. */
  owners: string[];
  conflicts: SaasConflict[];
  /** What the customer can do now, the best first. */
  waysOn: readonly WayOn[];
};

export type Plan = {
  ok: true;
  /** Registered to the account, with the order's seats and term. */
  register: ItemFacts[];
  /** Cross grade: registered already, given the order's seats and term. */
  extend: ItemFacts[];
  /** Trials of the account that end because a full item takes their place. */
  convert: { trial: HeldLicense; item: ItemFacts }[];
};

export type Decision = Plan | Refusal;

type ActivationCheck = (facts: ActivationFacts, now: Date) => Refusal | undefined;

/** DOMAIN 3, Order of the checks: the first refusal wins, at the preview and again at the commit under lock. */
export const decideActivation = (facts: ActivationFacts, now: Date): Decision => {
  for (const check of activationChecks) {
    const refusal = check(facts, now);
    if (refusal) return refusal;
  }
  const register = openItems(facts.order);
  const extend = extendableItems(facts.order);
  const held = facts.candidate.is === "account" ? facts.candidate.held : [];
  const coming = register.map((item) => asHeld(item, facts.order.region));
  const convert = findTrialsToConvert([...register, ...extend], [...held, ...coming], now);
  return { ok: true, register, extend, convert };
};

const orderIsNotCancelled: ActivationCheck = ({ order }) =>
  order.cancelledAt === null ? undefined : refusal("order_cancelled");

const somethingIsLeftToRegister: ActivationCheck = ({ order }) =>
  openItems(order).length > 0
    ? undefined
    : refusal("already_activated", [...new Set(order.items.flatMap((item) => item.registration?.accountId ?? []))]);

const crossGradeHasOneOwner: ActivationCheck = ({ order }) => {
  const owners = crossGradeOwners(order);
  return owners.length > 1 ? refusal("needs_support", owners) : undefined;
};

const crossGradeGoesToItsOwner: ActivationCheck = ({ order, candidate }) => {
  const [owner] = crossGradeOwners(order);
  if (owner === undefined || candidate.is === "undecided") return undefined;
  if (candidate.is === "new_account") return refusal("cross_grade_needs_owner", [owner]);
  return candidate.accountId === owner ? undefined : refusal("cross_grade_other_account", [owner]);
};

const noAccountCouldHoldBoth: ActivationCheck = ({ order, candidate }, now) => {
  const conflicts = findConflictsWithin(wantedItems({ order, candidate }, now), order.region, now);
  return conflicts.length > 0 ? refusal("needs_support", crossGradeOwners(order), conflicts) : undefined;
};

const accountHasNoSaasConflict: ActivationCheck = ({ order, candidate }, now) => {
  if (candidate.is !== "account") return undefined;
  const conflicts = findSaasConflicts(wantedItems({ order, candidate }, now), candidate.held, now);
  if (conflicts.length === 0) return undefined;
  const bound = bindingItems(order).length > 0;
  return refusal(bound ? "needs_support" : "saas_conflict", [candidate.accountId], conflicts);
};

/** What the account would hold afterwards and did not before. */
const wantedItems = ({ order, candidate }: ActivationFacts, now: Date): ItemFacts[] =>
  candidate.is === "account" ? [...openItems(order), ...revivedItems(order, candidate.held, now)] : openItems(order);

export const activationChecks = [
  orderIsNotCancelled,
  somethingIsLeftToRegister,
  crossGradeHasOneOwner,
  crossGradeGoesToItsOwner,
  noAccountCouldHoldBoth,
  accountHasNoSaasConflict,
] as const satisfies readonly ActivationCheck[];

/** A refusal with the ways on that its reason leaves. */
export const refusal = (reason: ActivationReason, owners: string[] = [], conflicts: SaasConflict[] = []): Refusal => ({
  ok: false,
  reason,
  owners,
  conflicts,
  waysOn: waysOn[reason],
});
