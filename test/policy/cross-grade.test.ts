import { expect, test } from "vitest";
import {
  bindingItems,
  crossGradeOwners,
  extendableItems,
  isCrossGrade,
  revivedItems,
} from "../../src/policy/cross-grade.ts";
import {
  addOn,
  AFTER_PURCHASE,
  cupItem,
  holds,
  inDays,
  item,
  NOW,
  order,
  PURCHASED,
  registeredTo,
  saas,
} from "./sample-facts.ts";

const held = cupItem("A1", registeredTo("birch"));

test.each([
  ["CUP with an add-on, a code within CUP registered before", order([held, addOn()]), ["birch"]],
  ["two codes of one account", order([held, cupItem("SMEX", registeredTo("birch")), addOn()]), ["birch"]],
  ["codes of two accounts", order([held, cupItem("SMEX", registeredTo("elm")), addOn()]), ["birch", "elm"]],
  ["nothing within CUP is registered", order([cupItem("A1"), addOn()]), []],
  ["no add-on", order([held, item("DS")]), []],
  ["the code is outside of CUP", order([item("A1", registeredTo("birch")), cupItem("SMEX"), addOn()]), []],
  ["registered after the purchase", order([cupItem("A1", registeredTo("birch", AFTER_PURCHASE)), addOn()]), []],
  ["registered in the instant of the purchase", order([cupItem("A1", registeredTo("birch", PURCHASED)), addOn()]), []],
  ["the original process knows no cross grade", order([held, addOn()], { process: "original" }), []],
])("%s", (_, facts, owners) => {
  expect(crossGradeOwners(facts)).toEqual(owners);
  expect(isCrossGrade(facts)).toBe(owners.length > 0);
});

test("it extends the codes that were registered before, once", () => {
  const applied = cupItem("SMEX", { ...registeredTo("birch"), appliedAt: AFTER_PURCHASE });
  const facts = order([held, applied, cupItem("IMSVA"), addOn()]);
  expect(extendableItems(facts).map(({ sku }) => sku)).toEqual(["A1"]);
});

const cupSaas = (version: "full" | "trial" = "full") =>
  saas("cas", { ...registeredTo("birch"), suite: "CUP", licenseId: "L", version });
const partlyOwned = order([cupSaas(), cupItem("A1"), saas("apex", registeredTo("birch")), addOn()]);

test.each([
  ["a running full license goes on", cupSaas(), { licenseId: "L" }, []],
  ["in grace it goes on", cupSaas(), { licenseId: "L", endsOn: inDays(-30) }, []],
  ["one whose grace is over comes back to life", cupSaas(), { licenseId: "L", endsOn: inDays(-31) }, ["SAAS-cas"]],
  ["a trial becomes full", cupSaas(), { licenseId: "L", version: "trial" as const }, ["SAAS-cas"]],
  ["a trial extended as a trial goes on", cupSaas("trial"), { licenseId: "L", version: "trial" as const }, []],
  ["a converted trial comes back to life", cupSaas(), { licenseId: "L", converted: true }, ["SAAS-cas"]],
  ["another license of the family says nothing", cupSaas(), { licenseId: "other" }, ["SAAS-cas"]],
])("extended by a cross grade, %s", (_, wanted, held, revived) => {
  expect(revivedItems(order([wanted, addOn()]), [holds("cas", held)], NOW).map(({ sku }) => sku)).toEqual(revived);
});

test("without an add-on nothing binds", () => {
  expect(bindingItems(order([held, item("DS")]))).toEqual([]);
});

test("what a cross grade does not extend, it does not bring back to life", () => {
  expect(revivedItems(partlyOwned, [], NOW).map(({ sku }) => sku)).toEqual(["SAAS-cas"]);
});
