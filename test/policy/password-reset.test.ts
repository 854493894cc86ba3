import { expect, test } from "vitest";
import { PASSWORD_RESET_SECONDS, type PasswordResetFacts, resetStands } from "../../src/policy/password-reset.ts";

const NOW = new Date("2026-11-24T09:00:00Z");
const asked: PasswordResetFacts = { userId: "1", expiresAt: new Date(NOW.getTime() + 1), usedAt: null };

test.each<[string, Partial<PasswordResetFacts>, boolean]>([
  ["until its hour is over", {}, true],
  ["not any more when it is", { expiresAt: NOW }, false],
  ["once", { usedAt: NOW }, false],
  ["for nobody when the name has no user", { userId: null }, false],
])("the link works %s", (_, facts, stands) => {
  expect(resetStands({ ...asked, ...facts }, NOW)).toBe(stands);
});

test("its hour has sixty minutes", () => {
  expect(PASSWORD_RESET_SECONDS).toBe(60 * 60);
});
