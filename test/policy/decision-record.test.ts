import { expect, test } from "vitest";
import { type Candidate, decideActivation } from "../../src/policy/activation.ts";
import { decisionRecord } from "../../src/policy/decision-record.ts";
import { addOn, cupItem, holds, inDays, NOW, order, registeredTo, saas } from "./sample-facts.ts";

const crossGrade = order([cupItem("A1", registeredTo("birch")), addOn(), saas("cas")]);
const birch = (...held: ReturnType<typeof holds>[]): Candidate => ({ is: "account", accountId: "birch", held });
const recordOf = (facts: typeof crossGrade, candidate: Candidate) =>
  decisionRecord(decideActivation({ order: facts, candidate }, NOW), candidate);

test("what an activation did is kept by lines", () => {
  expect(recordOf(crossGrade, birch(holds("cas", { version: "trial" })))).toEqual({
    outcome: "activated",
    candidate: "account",
    registered: [2, 3],
    extended: [1],
    converted: [3],
    reason: null,
    owners: [],
    conflicts: [],
    waysOn: [],
  });
});

test("a refusal is kept with the facts that decided and the ways on", () => {
  expect(recordOf(order([addOn(), saas("cas")]), birch(holds("cas")))).toEqual({
    outcome: "refused",
    candidate: "account",
    registered: [],
    extended: [],
    converted: [],
    reason: "saas_conflict",
    owners: ["birch"],
    conflicts: [{ line: 2, saasFamily: "cas", licenseId: "held cas", endsOn: inDays(65) }],
    waysOn: ["use_another_account", "create_account"],
  });
  expect(recordOf({ ...crossGrade, cancelledAt: NOW }, { is: "new_account" })).toMatchObject({
    candidate: "new_account",
    owners: [],
    conflicts: [],
    waysOn: ["ask_reseller"],
  });
});
