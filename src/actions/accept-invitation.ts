import type { Context } from "../context.ts";
import { lockAccount } from "../db/accounts.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { findInvitation, findInvitationByToken, type Invitation, markInvitationEnded } from "../db/invitations.ts";
import { findUserByEmail, insertUser } from "../db/users.ts";
import { emailDomain } from "../policy/email-address.ts";
import { decideAcceptance, type InvitationRefusal, isAcceptedAgain } from "../policy/invitation.ts";
import { hashToken } from "../secrets.ts";
import { insertUserEvent } from "./user-events.ts";

export type InvitationAccepted = { ok: true; userId: string } | InvitationRefusal;

/** The button behind the mail's link: its reader becomes a user of the account. The mail proves the address. */
export const acceptInvitation = (ctx: Context, token: string, language: string): Promise<InvitationAccepted> =>
  inTransaction(ctx.db, async (tx) => {
    const asked = await findInvitationByToken(tx, hashToken(token));
    if (!asked) return { ok: false, reason: "invitation_over" };
    await lockAccount(tx, asked.accountId);
    const invitation = await findInvitation(tx, asked.id);
    if (!invitation) return { ok: false, reason: "invitation_over" };
    const user = await findUserByEmail(tx, invitation.emailIdentity);
    if (user?.accountId === invitation.accountId && isAcceptedAgain(invitation, ctx.now()))
      return { ok: true, userId: user.id };
    const verdict = decideAcceptance(invitation, { addressHasUser: user !== undefined }, ctx.now());
    return verdict.ok ? join(ctx, tx, invitation, language) : verdict;
  });

const join = async (
  ctx: Context,
  tx: Tx,
  { id: invitationId, accountId, email, emailIdentity, role }: Invitation,
  language: string,
): Promise<InvitationAccepted> => {
  const userId = ctx.newId();
  const now = ctx.now();
  const inserted = await insertUser(tx, {
    ...{ id: userId, accountId, email, emailIdentity, role, language },
    emailDomain: emailDomain(emailIdentity),
    emailVerifiedAt: now,
    createdAt: now,
  });
  // A rival gave the address its user elsewhere after we looked.
  if (!inserted) return { ok: false, reason: "address_in_use" };
  await markInvitationEnded(tx, invitationId, "accepted", now);
  await insertUserEvent(ctx, tx, { userId, accountId }, "user.joined", { invitationId, role });
  return { ok: true, userId };
};
