import { expect, test } from "vitest";
import { delaySeconds } from "../../src/policy/sign-in-delay.ts";

test.each([
  [0, 0],
  [4, 0],
  [5, 1],
  [6, 2],
  [9, 16],
  [14, 512],
  [15, 900],
  [2_000, 900],
])("after %i wrong tries the next one waits %i seconds", (wrongTries, seconds) => {
  expect(delaySeconds(wrongTries, { free: 5, longestSeconds: 900 })).toBe(seconds);
});
