import { expect, test } from "vitest";
import { type ActivationState, statesBefore } from "../../src/policy/activation-state.ts";

test.each<[ActivationState, ActivationState[]]>([
  ["opened", []],
  ["verifying", ["opened", "verifying", "proven"]],
  ["proven", ["verifying", "proven"]],
  ["activated", ["opened", "verifying", "proven"]],
  ["ended", ["verifying", "proven"]],
])("%s is reached from %j", (to, from) => {
  expect(statesBefore(to)).toEqual(from);
});
