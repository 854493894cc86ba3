import { type ActivationFacts, type Decision, decideActivation, refusal } from "../../src/policy/activation.ts";
import type { openedItems } from "../../src/policy/opening.ts";
import type { ItemFacts } from "../../src/policy/order-facts.ts";
import { decideRenewal, type RenewalFacts } from "../../src/policy/renewal.ts";
import { type Rules, trueRules } from "./attempt.ts";
import { COMMUTES } from "./explore.ts";

type Fault = { name: string; breaks: string; rules: Rules };

const activation = (name: string, breaks: string, decide: typeof decideActivation): Fault => ({
  name,
  breaks,
  rules: { ...trueRules, decideActivation: decide },
});

const renewal = (name: string, breaks: string, decide: typeof decideRenewal): Fault => ({
  name,
  breaks,
  rules: { ...trueRules, decideRenewal: decide },
});

const withItems = (facts: ActivationFacts, change: (item: ItemFacts) => ItemFacts): ActivationFacts => ({
  ...facts,
  order: { ...facts.order, items: facts.order.items.map(change) },
});

const withHeld = (facts: ActivationFacts, keep: (endsOn: string) => boolean): ActivationFacts => {
  const { candidate } = facts;
  if (candidate.is !== "account") return facts;
  return { ...facts, candidate: { ...candidate, held: candidate.held.filter(({ endsOn }) => keep(endsOn)) } };
};

const plan = (decision: Decision, change: (plan: Extract<Decision, { ok: true }>) => Decision): Decision =>
  decision.ok ? change(decision) : decision;

const TWO_LIVE = "No account-based activation gives an account a second live full license of one SaaS family";
const ELSEWHERE = "A cross-grade order never lands at another account than its owner";
const KEEPS = "A license that has an account keeps it";
const WHOLE = "What a key opens is registered as a whole or not at all, but for what was registered before";
const OPENED =
  "Nothing is registered or extended but what the key opens; of an account-based order it opens everything";
const TERM = "What an order gives, its license gets: seats and end; a renewal never takes away time";
const CONVERTED = "A running trial ends when a full item of its family is registered";
const FIRST = "The reason is that of the first of the documented checks that refuses";
const OLDEST = "A code opens the oldest order that has something left to do with it";
const WAY_ON = "Every refusal has a way on, and it is no dead end";

const forAnybody = (facts: RenewalFacts): RenewalFacts => {
  const owner = facts.items.find(({ registration }) => registration)?.registration?.accountId;
  return owner ? { ...facts, candidate: { is: "account", accountId: owner, held: [] } } : facts;
};

const itsItemOnly: typeof openedItems = (order, keyed) => order.items.filter(keyed);

const inWhoGetsIt: Fault[] = [
  activation("the SaaS check is forgotten", TWO_LIVE, (facts, now) =>
    decideActivation(
      withHeld(facts, () => false),
      now,
    ),
  ),
  activation("a SaaS family twice in one order is forgotten", TWO_LIVE, (facts, now) => {
    const family = (item: ItemFacts) => (item.licenseId === "cas 3" ? null : item.saasFamily);
    return decideActivation(
      withItems(facts, (item) => ({ ...item, saasFamily: family(item) })),
      now,
    );
  }),
  activation("grace is forgotten", TWO_LIVE, (facts, now) =>
    decideActivation(
      withHeld(facts, (endsOn) => endsOn >= now.toISOString().slice(0, 10)),
      now,
    ),
  ),
  activation("the cross grade is forgotten", ELSEWHERE, (facts, now) =>
    decideActivation(
      withItems(facts, (item) => ({ ...item, suite: null })),
      now,
    ),
  ),
  activation("the time of the purchase is forgotten", FIRST, (facts, now) =>
    decideActivation({ ...facts, order: { ...facts.order, purchasedAt: now } }, now),
  ),
  activation("what is registered is registered again", KEEPS, (facts, now) =>
    decideActivation(
      withItems(facts, (item) => ({ ...item, registration: null })),
      now,
    ),
  ),
  activation("a cancelled order is activated", FIRST, (facts, now) =>
    decideActivation({ ...facts, order: { ...facts.order, cancelledAt: null } }, now),
  ),
];

const inWhatIsGiven: Fault[] = [
  activation("the last line is forgotten", WHOLE, (facts, now) =>
    plan(decideActivation(facts, now), ({ register, ...rest }) => ({ ...rest, register: register.slice(0, -1) })),
  ),
  activation("trials go on", CONVERTED, (facts, now) =>
    plan(decideActivation(facts, now), (planned) => ({ ...planned, convert: [] })),
  ),
  activation("seats are not taken over", TERM, (facts, now) =>
    plan(decideActivation(facts, now), (planned) => ({
      ...planned,
      register: planned.register.map((item) => ({ ...item, seats: 1 })),
    })),
  ),
];

const activatedBy = new Set<string>();

const inTheAnswer: Fault[] = [
  activation("the SaaS check comes first", FIRST, (facts, now) => {
    const { candidate, order } = facts;
    const held = candidate.is === "account" ? candidate.held : [];
    const conflict = order.items.some((item) => held.some(({ saasFamily }) => saasFamily === item.saasFamily));
    return conflict && order.cancelledAt ? refusal("saas_conflict") : decideActivation(facts, now);
  }),
  activation("a refusal leaves no way on", WAY_ON, (facts, now) => {
    const decision = decideActivation(facts, now);
    return decision.ok ? decision : { ...decision, waysOn: [] };
  }),
  activation("what others did meanwhile counts", COMMUTES, (facts, now) => {
    const decision = decideActivation(facts, now);
    const { candidate, order } = facts;
    if (order.orderId === "X" && decision.ok) activatedBy.add(candidate.is);
    return decision.ok && order.orderId === "Y" && activatedBy.delete("account") ? refusal("saas_conflict") : decision;
  }),
];

const inRenewalsAndKeys: Fault[] = [
  renewal("a renewal goes to anybody", FIRST, (facts, now) => decideRenewal(forAnybody(facts), now)),
  renewal("a renewal is applied twice", FIRST, (facts, now) =>
    decideRenewal({ ...facts, items: facts.items.map((item) => ({ ...item, appliedAt: null })) }, now),
  ),
  renewal("an early renewal cuts the running term", TERM, (facts, now) => {
    const decision = decideRenewal(facts, now);
    return decision.ok ? { ...decision, extend: decision.extend.map(({ item }) => ({ item, term: item })) } : decision;
  }),
  {
    name: "an activation code opens its item only",
    breaks: OPENED,
    rules: { ...trueRules, openedItems: itsItemOnly },
  },
  {
    name: "a code opens the newest order",
    breaks: OLDEST,
    rules: { ...trueRules, orderOfActivationCode: (orders) => orders.at(-1) },
  },
];

/** The rules with one mistake each, and the sentence that is not true any more. */
export const plantedFaults = [...inWhoGetsIt, ...inWhatIsGiven, ...inTheAnswer, ...inRenewalsAndKeys];
