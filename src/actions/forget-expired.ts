import type { Context } from "../context.ts";
import { deleteUnfinishedActivations } from "../db/activations.ts";
import { inTransaction } from "../db/client.ts";
import { deleteOldEmailChanges } from "../db/email-changes.ts";
import { deleteOldIdempotencyKeys } from "../db/idempotency-keys.ts";
import { deleteOldInvitations } from "../db/invitations.ts";
import { deleteMailsOfExpired } from "../db/mails.ts";
import { deleteExpiredPayloads } from "../db/oidc-payloads.ts";
import { deleteRelievedSigningKeys } from "../db/oidc-signing-keys.ts";
import { deleteOldPasswordResets } from "../db/password-resets.ts";
import { deleteEndedSessions } from "../db/sessions.ts";
import { deleteOldSignIns } from "../db/sign-ins.ts";
import { deleteExpiredChallenges } from "../db/used-challenges.ts";
import { deleteExpiredAddresses } from "../db/verifications.ts";
import { KEPT_EMAIL_CHANGE_SECONDS } from "../policy/email-change.ts";
import { KEPT_INVITATION_SECONDS } from "../policy/invitation.ts";
import { RELIEVED_KEY_SECONDS } from "../policy/signing-keys.ts";

const DAY_MS = 24 * 3600 * 1000;
const UNFINISHED_DAYS = 30;

/** Once a verification has expired nothing is kept of it; attempts, sessions and sign-ins that are over go as well. */
export const forgetExpired = (ctx: Context): Promise<{ addresses: number; activations: number }> =>
  inTransaction(ctx.db, async (tx) => {
    const now = ctx.now();
    const dayAgo = new Date(now.getTime() - DAY_MS);
    await deleteMailsOfExpired(tx, now);
    const addresses = await deleteExpiredAddresses(tx, now);
    await deleteOldSignIns(tx, dayAgo);
    await deleteOldPasswordResets(tx, dayAgo);
    const changed = new Date(now.getTime() - KEPT_EMAIL_CHANGE_SECONDS * 1000);
    await deleteOldEmailChanges(tx, { unchanged: dayAgo, changed });
    await deleteOldInvitations(tx, new Date(now.getTime() - KEPT_INVITATION_SECONDS * 1000));
    await deleteExpiredChallenges(tx, now);
    await deleteEndedSessions(tx, dayAgo);
    await deleteOldIdempotencyKeys(tx, dayAgo);
    await deleteExpiredPayloads(tx, now);
    await deleteRelievedSigningKeys(tx, new Date(now.getTime() - RELIEVED_KEY_SECONDS * 1000));
    const activations = await deleteUnfinishedActivations(tx, new Date(now.getTime() - UNFINISHED_DAYS * DAY_MS));
    return { addresses, activations };
  });
