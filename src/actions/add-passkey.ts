import { type RegistrationResponseJSON, verifyRegistrationResponse } from "@simplewebauthn/server";
import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { deletePasskey, insertPasskey } from "../db/passkeys.ts";
import { insertUsedChallenge } from "../db/used-challenges.ts";
import { challengeEnd } from "../passkey-challenge.ts";
import { PASSKEY_ALGORITHMS, passkeySite } from "../passkey-site.ts";
import { hashToken } from "../secrets.ts";
import { insertUserEvent, tellOfChange, type SignedInPerson } from "./user-events.ts";

type AddPasskey = {
  /** What the browser made, as JSON. */
  credential: string;
  name: string;
  browserToken: string;
};

export type PasskeyAdded = { ok: true } | { ok: false; reason: "passkey_refused" };

const REFUSED = { ok: false, reason: "passkey_refused" } as const;

/** Adds the passkey that this browser made for our challenge. It has to know its owner: by a PIN, a finger, a face. */
export const addPasskey = async (ctx: Context, person: SignedInPerson, input: AddPasskey): Promise<PasskeyAdded> => {
  const made = await verified(ctx, input);
  if (!made) return REFUSED;
  const { credential, challenge, endsAt } = made;
  return inTransaction(ctx.db, async (tx) => {
    if (!(await insertUsedChallenge(tx, hashToken(challenge), endsAt))) return REFUSED;
    const id = ctx.newId();
    const inserted = await insertPasskey(tx, {
      id,
      userId: person.userId,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: input.name,
      addedAt: ctx.now(),
    });
    if (!inserted) return REFUSED;
    await insertUserEvent(ctx, tx, person, "user.passkey_added", { passkeyId: id });
    await tellOfChange(ctx, tx, person.userId, "passkey-added");
    return { ok: true };
  });
};

/** Whatever a browser sends that is no answer to our challenge is refused; the library throws for it. */
const verified = async (ctx: Context, { credential, browserToken }: AddPasskey) => {
  const site = passkeySite(ctx.config.publicUrl);
  if (!site) return undefined;
  let answered: { challenge: string; endsAt: Date } | undefined;
  try {
    const response: RegistrationResponseJSON = JSON.parse(credential);
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
      expectedChallenge: (challenge) => {
        const endsAt = challengeEnd(ctx, { purpose: "create", browserToken }, challenge);
        answered = endsAt && { challenge, endsAt };
        return endsAt !== undefined;
      },
    });
    return registrationInfo && answered && { credential: registrationInfo.credential, ...answered };
  } catch (error) {
    ctx.log.info({ fault: error instanceof Error ? error.name : "unknown" }, "passkey.refused");
    return undefined;
  }
};

/** Takes a passkey of the user away; false when they have none of this id. */
export const removePasskey = (ctx: Context, person: SignedInPerson, passkeyId: string): Promise<boolean> =>
  inTransaction(ctx.db, async (tx) => {
    const removed = await deletePasskey(tx, person.userId, passkeyId);
    if (removed) await insertUserEvent(ctx, tx, person, "user.passkey_removed", { passkeyId });
    return removed;
  });
