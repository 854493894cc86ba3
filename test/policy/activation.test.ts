import fc from "fast-check";
import { expect, test } from "vitest";
import { activationChecks, type Candidate, decideActivation } from "../../src/policy/activation.ts";
import type { HeldLicense, OrderFacts } from "../../src/policy/order-facts.ts";
import { activationReasons } from "../../src/policy/reasons.ts";
import { addOn, AFTER_PURCHASE, cupItem, holds, inDays, item, NOW, order, registeredTo, saas } from "./sample-facts.ts";

const nobody: Candidate = { is: "undecided" };
const newcomer: Candidate = { is: "new_account" };
const account = (accountId: string, ...held: HeldLicense[]): Candidate => ({ is: "account", accountId, held });

const open = order([addOn(), saas("cas")]);
const cancelled = { ...open, cancelledAt: NOW };
const taken = order([addOn(registeredTo("acme", AFTER_PURCHASE)), item("A1", registeredTo("acme", AFTER_PURCHASE))]);
const ofBirch = order([cupItem("A1", registeredTo("birch")), addOn(), saas("cas")]);
const ofBirchsCas = order([saas("cas", { ...registeredTo("birch"), suite: "CUP", licenseId: "old" }), addOn()]);
const ended = holds("cas", { licenseId: "old", endsOn: inDays(-31) });
const twice = order([addOn(), saas("cas"), saas("cas", { licenseId: "second" })]);
const trialAndFull = order([addOn(), saas("cas", { version: "trial", licenseId: "trial" }), saas("cas")]);
const ofTwo = order([cupItem("A1", registeredTo("birch")), cupItem("SMEX", registeredTo("elm")), addOn()]);

test.each<[string, OrderFacts, Candidate, string]>([
  ["an open order, nobody signed in", open, nobody, "ok"],
  ["an open order for a new account", open, newcomer, "ok"],
  ["an open order for an account", open, account("acme"), "ok"],
  ["cancelled", cancelled, newcomer, "order_cancelled"],
  ["cancelled and registered", { ...taken, cancelledAt: NOW }, nobody, "order_cancelled"],
  ["everything is registered", taken, nobody, "already_activated"],
  ["registered in part", order([addOn(registeredTo("acme", AFTER_PURCHASE)), item("A1")]), newcomer, "ok"],
  ["cross grade, nobody signed in", ofBirch, nobody, "ok"],
  ["cross grade for its owner", ofBirch, account("birch"), "ok"],
  ["cross grade for a new account", ofBirch, newcomer, "cross_grade_needs_owner"],
  ["cross grade for another account", ofBirch, account("acme"), "cross_grade_other_account"],
  ["cross grade of two accounts, nobody signed in", ofTwo, nobody, "needs_support"],
  ["cross grade of two accounts, one of them signed in", ofTwo, account("birch"), "needs_support"],
  ["the account holds the SaaS already", open, account("acme", holds("cas")), "saas_conflict"],
  ["the owner of a cross grade holds the SaaS", ofBirch, account("birch", holds("cas")), "needs_support"],
  ["the owner's own license is extended", ofBirchsCas, account("birch", holds("cas", { licenseId: "old" })), "ok"],
  ["its license had ended, and nothing took its place", ofBirchsCas, account("birch", ended), "ok"],
  [
    "its license had ended, another one took its place",
    ofBirchsCas,
    account("birch", ended, holds("cas")),
    "needs_support",
  ],
  [
    "two live ones were there before the cross grade",
    ofBirchsCas,
    account("birch", holds("cas", { licenseId: "old" }), holds("cas")),
    "ok",
  ],
  ["another account that holds the SaaS", ofBirch, account("acme", holds("cas")), "cross_grade_other_account"],
  ["the account holds a trial of the SaaS", open, account("acme", holds("cas", { version: "trial" })), "ok"],
  ["a SaaS family twice in the order, nobody signed in", twice, nobody, "needs_support"],
  ["a SaaS family twice in the order, for a new account", twice, newcomer, "needs_support"],
  ["a SaaS family twice in the order, and held as well", twice, account("acme", holds("cas")), "needs_support"],
  ["a trial and a full one of a family in the order", trialAndFull, newcomer, "ok"],
  [
    "a SaaS family twice in the order, one of them registered elsewhere",
    order([addOn(), saas("cas", registeredTo("acme", AFTER_PURCHASE)), saas("cas", { licenseId: "second" })]),
    newcomer,
    "ok",
  ],
  [
    "the conflicting item is registered already",
    order([addOn(), saas("cas", registeredTo("acme", AFTER_PURCHASE))]),
    account("acme", holds("cas")),
    "ok",
  ],
])("%s", (_, facts, candidate, expected) => {
  const decision = decideActivation({ order: facts, candidate }, NOW);
  expect(decision.ok ? "ok" : decision.reason).toBe(expected);
});

test("a refusal names the accounts that decided, each once", () => {
  const owners = (facts: OrderFacts, candidate: Candidate) => {
    const decision = decideActivation({ order: facts, candidate }, NOW);
    return decision.ok ? [] : decision.owners;
  };
  expect(owners(taken, nobody)).toEqual(["acme"]);
  expect(owners(ofTwo, nobody)).toEqual(["birch", "elm"]);
  expect(owners(ofBirch, newcomer)).toEqual(["birch"]);
  expect(owners(ofBirch, account("acme"))).toEqual(["birch"]);
  expect(owners(open, account("acme", holds("cas")))).toEqual(["acme"]);
});

test("the plan registers what is open, extends what the cross grade binds, converts the trial", () => {
  const trial = holds("cas", { version: "trial" });
  const plan = decideActivation({ order: ofBirch, candidate: account("birch", trial) }, NOW);
  if (!plan.ok) throw new Error(plan.reason);
  expect(plan.register.map(({ sku }) => sku)).toEqual(["XDR-ES", "SAAS-cas"]);
  expect(plan.extend.map(({ sku }) => sku)).toEqual(["A1"]);
  expect(plan.convert.map((each) => [each.trial.licenseId, each.item.sku])).toEqual([["held cas", "SAAS-cas"]]);
});

test("a cross grade that extends a full license ends the trial of its family", () => {
  const trial = holds("cas", { version: "trial" });
  const plan = decideActivation({ order: ofBirchsCas, candidate: account("birch", ended, trial) }, NOW);
  if (!plan.ok) throw new Error(plan.reason);
  expect(plan.convert.map((each) => [each.trial.licenseId, each.item.licenseId])).toEqual([["held cas", "old"]]);
});

test("a new account converts nothing, and a cancelled order names no owners or conflicts", () => {
  expect(decideActivation({ order: open, candidate: newcomer }, NOW)).toMatchObject({ ok: true, convert: [] });
  expect(decideActivation({ order: cancelled, candidate: newcomer }, NOW)).toMatchObject({ owners: [], conflicts: [] });
});

test("a trial that came in the order of its full version is converted by it", () => {
  const plan = decideActivation({ order: trialAndFull, candidate: newcomer }, NOW);
  if (!plan.ok) throw new Error(plan.reason);
  expect(plan.register).toHaveLength(3);
  expect(plan.convert.map(({ trial, item }) => [trial.licenseId, item.line])).toEqual([["trial", 3]]);
});

const registrations = fc
  .constantFrom(null, "birch", "elm")
  .chain((accountId) =>
    fc.boolean().map((before) => (accountId ? registeredTo(accountId, before ? undefined : AFTER_PURCHASE) : {})),
  );
const orders = fc
  .record({
    items: fc.tuple(registrations, registrations, registrations, registrations),
    cancelledAt: fc.constantFrom(null, NOW),
  })
  .map(({ items: [first, second, third, fourth], cancelledAt }) =>
    order([cupItem("A1", first), cupItem("SMEX", second), addOn(third), saas("cas", fourth)], { cancelledAt }),
  );
const candidates = fc.oneof(
  fc.constantFrom(nobody, newcomer),
  fc
    .record({ accountId: fc.constantFrom("birch", "elm", "acme"), holdsSaas: fc.boolean() })
    .map((who) => account(who.accountId, ...(who.holdsSaas ? [holds("cas")] : []))),
);

test("whatever the facts, the reason is that of the first check that refuses", () => {
  fc.assert(
    fc.property(orders, candidates, (facts, candidate) => {
      const decision = decideActivation({ order: facts, candidate }, NOW);
      const refusals = activationChecks.flatMap((check) => check({ order: facts, candidate }, NOW) ?? []);
      expect(decision.ok ? [] : [decision]).toEqual(refusals.slice(0, 1));
      if (!decision.ok) expect(activationReasons).toContain(decision.reason);
    }),
  );
});

test("whatever the facts, an order is never given to an account against its owner, nor a registered line again", () => {
  fc.assert(
    fc.property(orders, candidates, (facts, candidate) => {
      const decision = decideActivation({ order: facts, candidate }, NOW);
      if (!decision.ok) return;
      expect(decision.register.every((each) => each.registration === null)).toBe(true);
      const receiver = candidate.is === "account" ? candidate.accountId : null;
      if (candidate.is !== "undecided")
        expect(decision.extend.every((each) => each.registration?.accountId === receiver)).toBe(true);
    }),
  );
});
