import { expect, test } from "vitest";
import { decideAcceptance, type InvitationFacts, isAcceptedAgain } from "../../src/policy/invitation.ts";

const now = new Date("2026-11-24T09:00:00Z");
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

const open: InvitationFacts = { expiresAt: inSeconds(1), endedAt: null, endedReason: null };
const accepted: InvitationFacts = { ...open, endedAt: inSeconds(-59), endedReason: "accepted" };

test.each<[string, InvitationFacts, boolean, string]>([
  ["in its last second", open, false, "yes"],
  ["at its end", { ...open, expiresAt: now }, false, "invitation_expired"],
  ["to an address that has a user", open, true, "address_in_use"],
  ["expired, to an address that has a user", { ...open, expiresAt: now }, true, "invitation_expired"],
  ["accepted", accepted, true, "invitation_over"],
  ["withdrawn", { ...open, endedAt: now, endedReason: "withdrawn" }, false, "invitation_over"],
])("an invitation %s", (_, invitation, addressHasUser, expected) => {
  const verdict = decideAcceptance(invitation, { addressHasUser }, now);
  expect(verdict.ok ? "yes" : verdict.reason).toBe(expected);
});

test.each<[string, InvitationFacts, boolean]>([
  ["within a minute", accepted, true],
  ["after a minute", { ...accepted, endedAt: inSeconds(-60) }, false],
  ["withdrawn", { ...accepted, endedReason: "withdrawn" }, false],
  ["open", open, false],
])("a second press %s", (_, invitation, expected) => {
  expect(isAcceptedAgain(invitation, now)).toBe(expected);
});
