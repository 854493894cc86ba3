import { expect, test } from "vitest";
import { openedItems, orderOfActivationCode } from "../../src/policy/opening.ts";
import type { ItemFacts, OrderFacts } from "../../src/policy/order-facts.ts";
import { addOn, cupItem, item, NOW, order, registeredTo } from "./sample-facts.ts";

const JANUARY = new Date("2026-01-10T09:00:00Z");
const MARCH = new Date("2026-03-10T09:00:00Z");
const JULY = new Date("2026-07-10T09:00:00Z");
const CODE = "license A1";

const bought = (orderId: string, purchasedAt: Date, items: ItemFacts[], facts: Partial<OrderFacts> = {}) =>
  order(items, { orderId, purchasedAt, ...facts });
const renewal = (orderId: string, purchasedAt: Date, facts: Partial<ItemFacts>) =>
  bought(orderId, purchasedAt, [item("A1", facts)], { type: "renewal", process: "original" });
const base = (facts: Partial<ItemFacts> = {}, more: Partial<OrderFacts> = {}) =>
  bought("base", JANUARY, [item("A1", facts)], { process: "original", ...more });
const crossGrade = (facts: Partial<ItemFacts>) => bought("cross grade", JULY, [cupItem("A1", facts), addOn()]);

const inMarch = registeredTo("birch", MARCH);
const importedInMarch = registeredTo("birch", MARCH, true);
const importedIn2025 = registeredTo("birch", new Date("2025-01-01T00:00:00Z"), true);

test.each<[string, OrderFacts[], string]>([
  ["one order", [base()], "base"],
  ["the oldest one that is not registered", [renewal("renewal", JULY, {}), base()], "base"],
  ["the renewal that was not applied", [base(inMarch), renewal("renewal", JULY, inMarch)], "renewal"],
  [
    "the older of two renewals",
    [base(inMarch), renewal("later", JULY, inMarch), renewal("earlier", MARCH, inMarch)],
    "earlier",
  ],
  [
    "the second renewal once the first is applied",
    [base(inMarch), renewal("first", MARCH, { ...inMarch, appliedAt: MARCH }), renewal("second", JULY, inMarch)],
    "second",
  ],
  [
    "the newest when everything is done",
    [renewal("renewal", JULY, { ...inMarch, appliedAt: NOW }), base(inMarch)],
    "renewal",
  ],
  [
    "the newest of three when everything is done",
    [
      base(inMarch),
      renewal("first", MARCH, { ...inMarch, appliedAt: MARCH }),
      renewal("second", JULY, { ...inMarch, appliedAt: NOW }),
    ],
    "second",
  ],
  ["the cross grade that was not applied", [base(inMarch), crossGrade(inMarch)], "cross grade"],
  [
    "an order bought before the imported registration is done",
    [base(importedInMarch), crossGrade(importedInMarch)],
    "cross grade",
  ],
  [
    "a renewal bought before the imported registration is done",
    [renewal("old", JANUARY, importedInMarch), renewal("new", JULY, importedInMarch)],
    "new",
  ],
  [
    "a renewal bought after the imported registration is not",
    [renewal("old", JANUARY, importedIn2025), renewal("new", JULY, importedIn2025)],
    "old",
  ],
  [
    "never a cancelled one where another is left",
    [base({}, { cancelledAt: NOW }), renewal("renewal", JULY, {})],
    "renewal",
  ],
  [
    "the newest cancelled one of three",
    [
      base({}, { cancelledAt: NOW }),
      bought("second", MARCH, [item("A1")], { type: "renewal", process: "original", cancelledAt: NOW }),
      bought("third", JULY, [item("A1")], { type: "renewal", process: "original", cancelledAt: NOW }),
    ],
    "third",
  ],
  [
    "the renewal, though other items of the first order are open",
    [bought("base", JANUARY, [item("A1", inMarch), item("DS")]), renewal("renewal", JULY, inMarch)],
    "renewal",
  ],
  [
    "the first order, though its other items are done",
    [bought("base", JANUARY, [item("A1"), item("DS", inMarch)]), renewal("renewal", JULY, {})],
    "base",
  ],
  [
    "not a renewal bought in the instant of the imported registration",
    [renewal("old", MARCH, importedInMarch), renewal("new", JULY, importedInMarch)],
    "new",
  ],
  ["the newest cancelled one where all are", [base({}, { cancelledAt: NOW })], "base"],
])("an activation code opens %s", (_, orders, expected) => {
  expect(orderOfActivationCode(orders, CODE)?.orderId).toBe(expected);
  expect(orderOfActivationCode(orders.toReversed(), CODE)?.orderId).toBe(expected);
});

test("a code that no order carries opens nothing", () => {
  expect(orderOfActivationCode([], CODE)).toBeUndefined();
});

test("account-based, any key opens every item; original, the items that carry it", () => {
  const facts = order([item("A1"), addOn()]);
  const carriesKey = (each: ItemFacts) => each.sku === "A1";
  expect(openedItems(facts, carriesKey).map(({ sku }) => sku)).toEqual(["A1", "XDR-ES"]);
  expect(openedItems({ ...facts, process: "original" }, carriesKey).map(({ sku }) => sku)).toEqual(["A1"]);
});
