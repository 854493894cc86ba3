import { expect, test } from "vitest";
import {
  type AccountUser,
  decideInvitation,
  decideManaging,
  decideRemoval,
  decideRoleChange,
  decideTransfer,
  isGivenRole,
  type UserVerdict,
} from "../../src/policy/account-users.ts";

const emailVerifiedAt = new Date("2026-11-03T09:00:00Z");

const people: Record<string, AccountUser | undefined> = {
  owner: { id: "1", role: "owner", emailVerifiedAt },
  "unproven owner": { id: "1", role: "owner", emailVerifiedAt: null },
  admin: { id: "2", role: "admin", emailVerifiedAt },
  "other admin": { id: "3", role: "admin", emailVerifiedAt },
  viewer: { id: "4", role: "viewer", emailVerifiedAt },
  "other viewer": { id: "5", role: "viewer", emailVerifiedAt },
  nobody: undefined,
};

const said = (verdict: UserVerdict) => (verdict.ok ? "yes" : verdict.reason);

const NO = "role_not_allowed";
const FIRST = "address_unproven";

/** Who acts, on whom, and what becomes of a change of role, a removal and a transfer of ownership. */
test.each([
  ["owner", "owner", "owner_stays", "owner_stays", "already_owner"],
  ["owner", "admin", "yes", "yes", "yes"],
  ["owner", "viewer", "yes", "yes", "yes"],
  ["owner", "nobody", "unknown_user", "unknown_user", "unknown_user"],
  ["unproven owner", "viewer", FIRST, FIRST, FIRST],
  ["admin", "owner", "owner_stays", "owner_stays", NO],
  ["admin", "admin", "own_role", "yes", NO],
  ["admin", "other admin", "yes", "yes", NO],
  ["admin", "viewer", "yes", "yes", NO],
  ["admin", "nobody", "unknown_user", "unknown_user", NO],
  ["viewer", "owner", NO, NO, NO],
  ["viewer", "admin", NO, NO, NO],
  ["viewer", "viewer", NO, "yes", NO],
  ["viewer", "other viewer", NO, NO, NO],
  ["viewer", "nobody", NO, NO, NO],
  ["nobody", "owner", NO, NO, NO],
  ["nobody", "viewer", NO, NO, NO],
  ["nobody", "nobody", NO, NO, NO],
])("%s on %s: role %s, removal %s, transfer %s", (actor, target, role, removal, transfer) => {
  const pair = { actor: people[actor], target: people[target] };
  expect(said(decideRoleChange(pair))).toBe(role);
  expect(said(decideRemoval(pair))).toBe(removal);
  expect(said(decideTransfer(pair))).toBe(transfer);
});

test.each([
  ["owner", false, false, "yes"],
  ["unproven owner", false, false, FIRST],
  ["admin", false, false, "yes"],
  ["viewer", false, false, NO],
  ["nobody", false, false, NO],
  ["viewer", true, true, NO],
  ["admin", true, false, "already_user"],
  ["admin", false, true, "already_invited"],
  ["admin", true, true, "already_user"],
] as const)("%s invites, a user already %s, invited already %s: %s", (actor, isUser, isInvited, expected) => {
  const verdict = decideInvitation({ actor: people[actor], isUser, isInvited });
  expect(verdict.ok ? "yes" : verdict.reason).toBe(expected);
});

test.each([
  ["owner", "yes"],
  ["unproven owner", FIRST],
  ["admin", "yes"],
  ["viewer", NO],
  ["nobody", NO],
])("%s looks after invitations, requests and the address: %s", (actor, expected) => {
  expect(said(decideManaging(people[actor]))).toBe(expected);
});

test("ownership is no role that can be given", () => {
  expect(["admin", "viewer", "owner", "", "Admin"].filter(isGivenRole)).toEqual(["admin", "viewer"]);
});
