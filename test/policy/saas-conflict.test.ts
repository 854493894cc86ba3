import { expect, test } from "vitest";
import { findConflictsWithin, findSaasConflicts, findTrialsToConvert } from "../../src/policy/saas-conflict.ts";
import { addOn, holds, inDays, item, NOW, saas } from "./sample-facts.ts";

test.each([
  ["same family, live", saas("cas"), holds("cas"), ["cas"]],
  ["not started yet, but held", saas("cas"), holds("cas", { startsOn: inDays(10) }), ["cas"]],
  ["last day of grace, still held", saas("cas"), holds("cas", { endsOn: inDays(-30) }), ["cas"]],
  ["grace is over", saas("cas"), holds("cas", { endsOn: inDays(-31) }), []],
  ["another family", saas("cas"), holds("apex"), []],
  ["a trial gives way to a full one", saas("cas"), holds("cas", { version: "trial" }), []],
  ["a second trial is refused", saas("cas", { version: "trial" }), holds("cas", { version: "trial" }), ["cas"]],
  ["a trial beside a full one is refused", saas("cas", { version: "trial" }), holds("cas"), ["cas"]],
  ["a trial that was converted before", saas("cas"), holds("cas", { version: "trial", converted: true }), []],
  ["an add-on never competes", addOn(), holds("cas"), []],
  ["nor with another on-premises product", item("A1"), holds("none", { saasFamily: null }), []],
  ["an on-premises product never competes", item("A1"), holds("cas"), []],
  ["the very license", saas("cas", { licenseId: "L" }), holds("cas", { licenseId: "L" }), []],
])("%s", (_, wanted, held, families) => {
  expect(findSaasConflicts([wanted], [held], NOW).map(({ item }) => item.saasFamily)).toEqual(families);
});

test("every conflicting pair is named", () => {
  const held = [holds("cas", { licenseId: "1" }), holds("cas", { licenseId: "2" }), holds("apex", { licenseId: "3" })];
  const conflicts = findSaasConflicts([saas("cas"), addOn(), saas("apex")], held, NOW);
  expect(conflicts.map(({ item, license }) => [item.sku, license.licenseId])).toEqual([
    ["SAAS-cas", "1"],
    ["SAAS-cas", "2"],
    ["SAAS-apex", "3"],
  ]);
});

test.each([
  ["a full item ends the trial of its family", saas("cas"), holds("cas", { version: "trial" }), 1],
  ["a trial item does not", saas("cas", { version: "trial" }), holds("cas", { version: "trial" }), 0],
  ["a full license is no trial", saas("cas"), holds("cas"), 0],
  ["another family's trial goes on", saas("cas"), holds("apex", { version: "trial" }), 0],
  ["a trial that is over stays what it is", saas("cas"), holds("cas", { version: "trial", endsOn: inDays(-31) }), 0],
  ["once is enough", saas("cas"), holds("cas", { version: "trial", converted: true }), 0],
])("conversion: %s", (_, wanted, held, count) => {
  expect(findTrialsToConvert([wanted], [held], NOW)).toHaveLength(count);
});

const first = (facts = {}) => saas("cas", { licenseId: "1", ...facts });
const second = (facts = {}) => saas("cas", { licenseId: "2", ...facts });
const trial = { version: "trial" as const };

test.each([
  ["two full ones", [first(), second()], ["1 2"]],
  ["two trials", [first(trial), second(trial)], ["1 2"]],
  ["three, each with those before it", [first(), second(), saas("cas", { licenseId: "3" })], ["1 2", "1 3", "2 3"]],
  ["a trial and the full one that takes its place", [first(trial), second()], []],
  ["the same the other way round", [first(), second(trial)], []],
  ["one that is over, its grace too", [first({ endsOn: inDays(-31) }), second()], []],
  ["two families", [first(), saas("apex")], []],
  ["add-ons and on-premises products twice", [addOn(), addOn(), item("A1"), item("A1")], []],
])("within an order: %s", (_, items, pairs) => {
  const conflicts = findConflictsWithin(items, "US", NOW);
  expect(conflicts.map((pair) => `${pair.license.licenseId} ${pair.item.licenseId}`)).toEqual(pairs);
});
