import { expect, test } from "vitest";
import {
  isRepeatedPress,
  judgeCode,
  resendPossibleAt,
  type VerificationFacts,
  verificationStands,
} from "../../src/policy/verification.ts";

const NOW = new Date("2026-11-24T09:00:00Z");
const inSeconds = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const verification = (facts: Partial<VerificationFacts>): VerificationFacts => ({
  expiresAt: inSeconds(1),
  endedReason: null,
  wrongCodes: 0,
  sentAt: inSeconds(-60),
  ...facts,
});

test.each([
  ["running", {}, "stands"],
  ["in the instant of its end", { expiresAt: NOW }, "verification_expired"],
  ["replaced by another address", { endedReason: "replaced" }, "verification_expired"],
  ["five wrong codes", { endedReason: "too_many_codes" }, "too_many_codes"],
  ["five wrong codes, expired since", { endedReason: "too_many_codes", expiresAt: NOW }, "too_many_codes"],
  ["used, for a second press of the button", { endedReason: "used" }, "stands"],
] as const)("%s", (_, facts, expected) => {
  const verdict = verificationStands(verification(facts), NOW);
  expect(verdict.ok ? "stands" : verdict.reason).toBe(expected);
});

test.each([
  [true, 0, "right"],
  [true, 4, "right"],
  [false, 0, "4 left"],
  [false, 3, "1 left"],
  [false, 4, "too_many_codes"],
] as const)("right: %s, after %i wrong codes: %s", (right, wrongCodes, expected) => {
  const verdict = judgeCode(right, wrongCodes);
  const told = verdict.ok ? "right" : verdict.reason === "wrong_code" ? `${verdict.triesLeft} left` : verdict.reason;
  expect(told).toBe(expected);
});

test("a mail may be sent again when the cool-down is over", () => {
  expect(resendPossibleAt(NOW, 30)).toEqual(inSeconds(30));
});

test("a press within a minute is the same press", () => {
  expect(isRepeatedPress(inSeconds(-59), NOW)).toBe(true);
  expect(isRepeatedPress(inSeconds(-60), NOW)).toBe(false);
});
