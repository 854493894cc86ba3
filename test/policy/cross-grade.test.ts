import { expect, test } from "vitest";
import { crossGradeOwners, extendableItems, isCrossGrade } from "../../src/policy/cross-grade.ts";
import { addOn, AFTER_PURCHASE, cupItem, item, order, PURCHASED, registeredTo } from "./sample-facts.ts";

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
