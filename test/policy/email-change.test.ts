import { expect, test } from "vitest";
import { type EmailChangeFacts, emailChangeStands } from "../../src/policy/email-change.ts";

const now = new Date("2026-11-24T09:00:00Z");
const running: EmailChangeFacts = { expiresAt: new Date(now.getTime() + 1), endedReason: null };

test.each<[string, EmailChangeFacts, string]>([
  ["running", running, "yes"],
  ["at its end", { ...running, expiresAt: now }, "email_change_over"],
  ["replaced by another", { ...running, endedReason: "replaced" }, "email_change_over"],
  ["carried out", { ...running, endedReason: "changed" }, "email_change_over"],
  ["ended by wrong codes", { ...running, endedReason: "too_many_codes" }, "too_many_codes"],
])("a change of e-mail, %s", (_, change, expected) => {
  const stands = emailChangeStands(change, now);
  expect(stands.ok ? "yes" : stands.reason).toBe(expected);
});
