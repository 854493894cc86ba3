import { isRepeatedPress } from "./verification.ts";

/** An invitation works for a week from when it was sent last. */
export const INVITATION_SECONDS = 7 * 24 * 3600;

/** Of those that were not accepted nothing is kept longer than this after they expired. */
export const KEPT_INVITATION_SECONDS = 30 * 24 * 3600;

export type InvitationFacts = {
  expiresAt: Date;
  endedAt: Date | null;
  endedReason: "accepted" | "withdrawn" | null;
};

export type InvitationRefusal =
  /** Accepted or withdrawn, or there never was one. */
  | { ok: false; reason: "invitation_over" }
  | { ok: false; reason: "invitation_expired" }
  /** The address signs in for another account, or for this one already. */
  | { ok: false; reason: "address_in_use" };

/** Whether an invitation can still be accepted. */
export const invitationStands = (
  invitation: InvitationFacts,
  now: Date,
): { ok: true } | Exclude<InvitationRefusal, { reason: "address_in_use" }> => {
  if (invitation.endedReason !== null) return { ok: false, reason: "invitation_over" };
  return invitation.expiresAt > now ? { ok: true } : { ok: false, reason: "invitation_expired" };
};

/** An address has one user in all: whoever has one elsewhere cannot come to this account with it. */
export const decideAcceptance = (
  invitation: InvitationFacts,
  { addressHasUser }: { addressHasUser: boolean },
  now: Date,
): { ok: true } | InvitationRefusal => {
  const stands = invitationStands(invitation, now);
  if (!stands.ok) return stands;
  return addressHasUser ? { ok: false, reason: "address_in_use" } : { ok: true };
};

/** The second press of a double press is answered like the first. */
export const isAcceptedAgain = ({ endedReason, endedAt }: InvitationFacts, now: Date): boolean =>
  endedReason === "accepted" && endedAt !== null && isRepeatedPress(endedAt, now);
