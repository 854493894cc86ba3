import type { Context } from "../context.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { findInvitation, findOpenInvitation, type Invitation, markInvitationEnded } from "../db/invitations.ts";
import {
  decideInvitation,
  decideManaging,
  type GivenRole,
  type InvitationVerdict,
  type UserRefusal,
} from "../policy/account-users.ts";
import { resendPossibleAt } from "../policy/verification.ts";
import { lockAccountUsers, userOf } from "./lock-account-users.ts";
import { type NewInvitation, sendInvitation } from "./send-invitation.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

export type InviteUser = Pick<NewInvitation, "email" | "language"> & { role: GivenRole };

/**
 * Invites an address to the account. The answer is the same whether another account has a user with it: the mail alone
 * leads to a page that says so.
 */
export const inviteUser = (ctx: Context, person: SignedInPerson, input: InviteUser): Promise<InvitationVerdict> =>
  inTransaction(ctx.db, async (tx) => {
    const { accountId, userId } = person;
    const users = await lockAccountUsers(tx, accountId);
    const verdict = decideInvitation({
      actor: userOf(users, userId),
      isUser: users.some((user) => user.emailIdentity === input.email.identity),
      isInvited: (await findOpenInvitation(tx, accountId, input.email.identity)) !== undefined,
    });
    if (!verdict.ok) return verdict;
    const invitationId = await sendInvitation(ctx, tx, { ...input, accountId, invitedBy: userId });
    await insertUserEvent(ctx, tx, person, "user.invited", { invitationId, role: input.role });
    return verdict;
  });

type UnknownInvitation = { ok: false; reason: "unknown_invitation" };

export type InvitationResent =
  | { ok: true }
  | UserRefusal
  | UnknownInvitation
  | { ok: false; reason: "too_early"; possibleAt: Date };

/** Sends the same invitation again, once the cool-down is over; its week begins anew. */
export const resendInvitation = (
  ctx: Context,
  person: SignedInPerson,
  invitationId: string,
): Promise<InvitationResent> =>
  inTransaction(ctx.db, async (tx) => {
    const found = await lockInvitation(tx, person, invitationId);
    if (!found.ok) return found;
    const { email, emailIdentity, role, language, sentAt, accountId } = found.invitation;
    const possibleAt = resendPossibleAt(sentAt, ctx.config.resendCooldownSeconds);
    if (possibleAt > ctx.now()) return { ok: false, reason: "too_early", possibleAt };
    const address = { email, identity: emailIdentity };
    await sendInvitation(ctx, tx, { accountId, invitedBy: person.userId, email: address, role, language });
    await insertUserEvent(ctx, tx, person, "invitation.sent_again", { invitationId });
    return { ok: true };
  });

/** Makes the link of an invitation worthless. */
export const withdrawInvitation = (
  ctx: Context,
  person: SignedInPerson,
  invitationId: string,
): Promise<{ ok: true } | UserRefusal | UnknownInvitation> =>
  inTransaction(ctx.db, async (tx) => {
    const found = await lockInvitation(tx, person, invitationId);
    if (!found.ok) return found;
    await markInvitationEnded(tx, invitationId, "withdrawn", ctx.now());
    await insertUserEvent(ctx, tx, person, "invitation.withdrawn", { invitationId });
    return { ok: true };
  });

const lockInvitation = async (
  tx: Tx,
  { accountId, userId }: SignedInPerson,
  id: string,
): Promise<{ ok: true; invitation: Invitation } | UserRefusal | UnknownInvitation> => {
  const users = await lockAccountUsers(tx, accountId);
  const verdict = decideManaging(userOf(users, userId));
  if (!verdict.ok) return verdict;
  const invitation = await findInvitation(tx, id);
  return invitation?.accountId === accountId && invitation.endedAt === null
    ? { ok: true, invitation }
    : { ok: false, reason: "unknown_invitation" };
};
