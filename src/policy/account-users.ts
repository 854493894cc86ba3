import { mayDo, type Role } from "./permissions.ts";

export type AccountUser = {
  id: string;
  role: Role;
  /** When the user's address was proven; null where anybody may have typed it into the long form. */
  emailVerifiedAt: Date | null;
};

/** The roles that can be given. Ownership is only handed over: an account has one owner at every moment. */
export const givenRoles = ["admin", "viewer"] as const;
export type GivenRole = (typeof givenRoles)[number];

export const isGivenRole = (name: string): name is GivenRole => givenRoles.some((role) => role === name);

export type UserReason =
  /** The role of whoever asks does not allow it, or they were removed meanwhile. */
  | "role_not_allowed"
  /** Whoever registered with an address that is not theirs brings nobody in before its owner comes. */
  | "address_unproven"
  /** No such user in this account. */
  | "unknown_user"
  | "owner_stays"
  | "own_role"
  | "already_owner";

export type UserRefusal = { ok: false; reason: UserReason };
export type UserVerdict = { ok: true } | UserRefusal;

/** Both as they are in the account now; undefined where the account has no such user. */
export type Pair = { actor: AccountUser | undefined; target: AccountUser | undefined };

type Check<Facts, Reason = UserReason> = (facts: Facts) => Reason | false;

const firstRefusal = <Facts, Reason>(
  checks: readonly Check<Facts, Reason>[],
  facts: Facts,
): { ok: true } | { ok: false; reason: Reason } => {
  for (const check of checks) {
    const reason = check(facts);
    if (reason) return { ok: false, reason };
  }
  return { ok: true };
};

const isUnproven = (actor: AccountUser) => actor.emailVerifiedAt === null && "address_unproven";

const mayManage: Check<Pick<Pair, "actor">> = ({ actor }) =>
  actor && mayDo(actor.role, "manage_users") ? isUnproven(actor) : "role_not_allowed";

const mayManageOrLeaves: Check<Pair> = ({ actor, target }) =>
  !(actor && actor.id === target?.id) && mayManage({ actor });

const mayTransfer: Check<Pair> = ({ actor }) =>
  actor && mayDo(actor.role, "transfer_ownership") ? isUnproven(actor) : "role_not_allowed";

const targetIsThere: Check<Pair> = ({ target }) => target === undefined && "unknown_user";

const targetIsNotTheOwner: Check<Pair> = ({ target }) => target?.role === "owner" && "owner_stays";

const targetIsSomebodyElse: Check<Pair> = ({ actor, target }) => actor?.id === target?.id && "own_role";

const targetIsNotTheOwnerYet: Check<Pair> = ({ target }) => target?.role === "owner" && "already_owner";

/** Owner and admins look after roles; the owner's changes by a transfer alone, and nobody changes their own. */
export const decideRoleChange = (pair: Pair): UserVerdict =>
  firstRefusal([mayManage, targetIsThere, targetIsNotTheOwner, targetIsSomebodyElse], pair);

/** Owner and admins remove users, and whoever is not the owner may leave. The owner stays until another one is. */
export const decideRemoval = (pair: Pair): UserVerdict =>
  firstRefusal([mayManageOrLeaves, targetIsThere, targetIsNotTheOwner], pair);

/** The owner alone gives ownership away, to somebody who is a user of the account already. */
export const decideTransfer = (pair: Pair): UserVerdict =>
  firstRefusal([mayTransfer, targetIsThere, targetIsNotTheOwnerYet], pair);

export type InvitationWish = {
  actor: AccountUser | undefined;
  /** The address is a user's of this account. Users of other accounts do not count: whoever invites learns nothing of them. */
  isUser: boolean;
  isInvited: boolean;
};

export type InvitationVerdict = { ok: true } | { ok: false; reason: UserReason | "already_user" | "already_invited" };

/** Owner and admins invite; an address is invited once, and again by sending the same invitation again. */
export const decideInvitation = (wish: InvitationWish): InvitationVerdict =>
  firstRefusal<InvitationWish, UserReason | "already_user" | "already_invited">(
    [mayManage, ({ isUser }) => isUser && "already_user", ({ isInvited }) => isInvited && "already_invited"],
    wish,
  );

/** Who may change an invitation, answer a request for access or look after the account's address. */
export const decideManaging = (actor: AccountUser | undefined): UserVerdict => firstRefusal([mayManage], { actor });
