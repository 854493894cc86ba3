import { expect, test } from "vitest";
import { parseRecoveryCode, recoveryCodeOf } from "../../src/policy/recovery-code.ts";

test("ten random bytes make two groups of five, and every letter has the same chance", () => {
  expect(recoveryCodeOf(Uint8Array.from([0, 1, 2, 3, 4, 31, 30, 29, 28, 27]))).toBe("23456-ZYXWV");
  expect(recoveryCodeOf(Uint8Array.from([32, 33, 34, 35, 36, 255, 254, 253, 252, 251]))).toBe("23456-ZYXWV");
});

test.each([
  ["as given out", "23456-ZYXWV", "23456-ZYXWV"],
  ["small letters, spaces and no hyphen", " 23456 zyxwv\n", "23456-ZYXWV"],
  ["full width, a dash for the hyphen", "２３４５６–ＺＹＸＷＶ", "23456-ZYXWV"],
  ["a letter too few", "23456-ZYXW", undefined],
  ["a letter that we never use", "23456-ZYXWO", undefined],
  ["six digits", "123456", undefined],
  ["nothing", "", undefined],
])("%s", (_, typed, code) => {
  expect(parseRecoveryCode(typed)).toBe(code);
});
