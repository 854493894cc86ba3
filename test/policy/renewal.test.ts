import { expect, test } from "vitest";
import type { Candidate } from "../../src/policy/activation.ts";
import type { HeldLicense, ItemFacts, OrderFacts } from "../../src/policy/order-facts.ts";
import { decideRenewal, type RenewedItem, renewalChecks } from "../../src/policy/renewal.ts";
import { AFTER_PURCHASE, holds, inDays, item, NOW, order, PURCHASED, registeredTo, saas } from "./sample-facts.ts";

const nobody: Candidate = { is: "undecided" };
const newcomer: Candidate = { is: "new_account" };
const account = (accountId: string, ...held: HeldLicense[]): Candidate => ({ is: "account", accountId, held });

const running = { version: "full", seats: 100, startsOn: inDays(-300), endsOn: inDays(65), converted: false } as const;
const renewed = (wanted: ItemFacts, license: Partial<RenewedItem["license"]> = {}): RenewedItem => ({
  ...wanted,
  license: { ...running, ...license },
});
const ofBirch = registeredTo("birch");
const applied = { ...ofBirch, appliedAt: AFTER_PURCHASE };

const decide = (items: RenewedItem[], candidate: Candidate, facts: Partial<OrderFacts> = {}) => {
  const renewal = order(items, { type: "renewal", process: "original", ...facts });
  return decideRenewal({ order: renewal, items, candidate }, NOW);
};
const reasonOf = (decision: ReturnType<typeof decide>) => (decision.ok ? "ok" : decision.reason);

const held = renewed(item("A1", ofBirch));
const free = renewed(item("A1"));
const done = renewed(item("A1", applied));
const ofElm = renewed(item("DS", registeredTo("elm")));

test.each<[string, RenewedItem[], Candidate, string]>([
  ["the account that holds the license", [held], account("birch"), "ok"],
  ["nobody signed in", [held], nobody, "ok"],
  ["another account", [held], account("elm"), "registered_to_other_account"],
  ["a new account", [held], newcomer, "registered_to_other_account"],
  ["nobody holds it, an account", [free], account("elm"), "ok"],
  ["nobody holds it, a new account", [free], newcomer, "ok"],
  ["it was applied before", [done], account("birch"), "already_activated"],
  ["it was applied before, another account", [done], account("elm"), "already_activated"],
  ["one of two was applied before", [done, held], account("birch"), "ok"],
  ["what was applied is left out, whose it may be", [done, renewed(item("DS"))], account("elm"), "ok"],
  ["a key for licenses of two accounts", [held, ofElm], account("birch"), "registered_to_other_account"],
  [
    "imported after the purchase: the older system applied it",
    [renewed(item("A1", registeredTo("birch", PURCHASED, true)))],
    account("birch"),
    "already_activated",
  ],
  [
    "imported before the purchase",
    [renewed(item("A1", registeredTo("birch", undefined, true)))],
    account("birch"),
    "ok",
  ],
  ["a SaaS that nobody holds, beside a live one", [renewed(saas("cas"))], account("birch", holds("cas")), "ok"],
])("%s", (_, items, candidate, expected) => {
  expect(reasonOf(decide(items, candidate))).toBe(expected);
});

test("the first refusal wins", () => {
  expect(renewalChecks).toHaveLength(3);
  expect(decide([done], account("elm"), { cancelledAt: NOW })).toEqual({
    ok: false,
    reason: "order_cancelled",
    owners: [],
    waysOn: ["ask_reseller"],
  });
});

test.each<[string, RenewedItem[], string[], string[]]>([
  ["applied before", [done], ["birch"], ["sign_in_as_owner", "ask_for_access"]],
  ["of another account", [held, held], ["birch"], ["sign_in_as_owner", "ask_for_access"]],
  ["of two accounts", [held, ofElm, free], ["birch", "elm"], ["enter_activation_code"]],
])("a refusal names the owners and the ways on: %s", (_, items, owners, waysOn) => {
  expect(decide(items, account("acme"))).toMatchObject({ ok: false, owners, waysOn });
});

test("what nobody holds is registered, what the account holds is extended, what was applied is left alone", () => {
  const plan = decide([done, held, renewed(item("DS"))], account("birch"));
  if (!plan.ok) throw new Error(plan.reason);
  expect(plan.register.map(({ sku }) => sku)).toEqual(["DS"]);
  expect(plan.extend).toEqual([{ item: held, term: expect.objectContaining({ seats: 100 }) }]);
});

test("a trial of the account gives way to what is registered like a new license", () => {
  const trial = holds("cas", { version: "trial" });
  const plan = decide([renewed(saas("cas"))], account("birch", trial));
  expect(plan).toMatchObject({ convert: [{ trial: { licenseId: "held cas" }, item: { sku: "SAAS-cas" } }] });
  expect(decide([renewed(saas("cas"))], newcomer)).toMatchObject({ ok: true, convert: [] });
  expect(decide([renewed(saas("cas", ofBirch))], account("birch", trial))).toMatchObject({ ok: true, convert: [] });
});

const ordered = { seats: 250, startsOn: inDays(66), endsOn: inDays(430) };

test.each<[string, Partial<RenewedItem["license"]>, Partial<ItemFacts>, object]>([
  ["early: the running term is not cut", {}, ordered, { seats: 250, startsOn: inDays(-300), endsOn: inDays(430) }],
  ["in grace: it goes on without a gap", { endsOn: inDays(-30) }, ordered, { startsOn: inDays(-300) }],
  ["after grace: it begins anew", { endsOn: inDays(-31) }, ordered, { startsOn: inDays(66), endsOn: inDays(430) }],
  ["fewer seats, as ordered", {}, { ...ordered, seats: 10 }, { seats: 10 }],
  [
    "to the very day, as ordered",
    {},
    { seats: 10, startsOn: inDays(-5), endsOn: inDays(65) },
    { seats: 10, endsOn: inDays(65) },
  ],
  [
    "an older renewal, entered late, takes nothing away",
    {},
    { seats: 10, startsOn: inDays(-400), endsOn: inDays(20) },
    { seats: 100, startsOn: inDays(-400), endsOn: inDays(65) },
  ],
  ["an older renewal with more seats", {}, { seats: 300, endsOn: inDays(20) }, { seats: 300, endsOn: inDays(65) }],
  ["a trial becomes full", { version: "trial" }, ordered, { version: "full" }],
  ["a trial is renewed as a trial", { version: "trial" }, { ...ordered, version: "trial" }, { version: "trial" }],
  ["a full license stays full", {}, { ...ordered, version: "trial" }, { version: "full" }],
  [
    "one that is over is what was ordered",
    { endsOn: inDays(-31) },
    { ...ordered, version: "trial" },
    { version: "trial" },
  ],
  [
    "a converted trial begins anew",
    { version: "trial", converted: true },
    ordered,
    { version: "full", startsOn: inDays(66) },
  ],
])("%s", (_, license, wanted, term) => {
  const plan = decide([renewed(item("A1", { ...ofBirch, ...wanted }), license)], account("birch"));
  expect(plan).toMatchObject({ ok: true, extend: [{ term }] });
});
