import { expect, test } from "vitest";
import {
  isSeenLongAgo,
  SESSION_LIFE_SECONDS,
  type SessionFacts,
  sessionStands,
  signedInJustNow,
} from "../../src/policy/session.ts";

const NOW = new Date("2026-11-24T09:00:00Z");
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const session = (facts: Partial<SessionFacts>): SessionFacts => ({
  seenAt: hours(-1),
  expiresAt: hours(1),
  revokedAt: null,
  ...facts,
});

test.each([
  ["in use", {}, true],
  ["not used for nearly 12 hours", { seenAt: hours(-11.99) }, true],
  ["not used for 12 hours", { seenAt: hours(-12) }, false],
  ["14 days old, used a minute ago", { seenAt: hours(-0.02), expiresAt: NOW }, false],
  ["signed out", { revokedAt: hours(-0.5) }, false],
])("%s", (_, facts, stands) => {
  expect(sessionStands(session(facts), NOW)).toBe(stands);
});

test("it ends after 14 days in any case", () => {
  expect(SESSION_LIFE_SECONDS).toBe(1_209_600);
});

test("its use is written down at most once in five minutes", () => {
  expect(isSeenLongAgo(session({ seenAt: new Date(NOW.getTime() - 300_000) }), NOW)).toBe(false);
  expect(isSeenLongAgo(session({ seenAt: new Date(NOW.getTime() - 300_001) }), NOW)).toBe(true);
});

test.each([
  ["a moment ago", -0.001, true],
  ["nearly 15 minutes ago", -0.2499, true],
  ["15 minutes ago", -0.25, false],
  ["a day ago", -24, false],
])("whether somebody who signed in %s may change how they sign in", (_, ago, may) => {
  expect(signedInJustNow({ beganAt: hours(ago) }, NOW)).toBe(may);
});
