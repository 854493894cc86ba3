import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { findPasskeyByCredential, lockPasskeyByCredential, markPasskeyUsed, type Passkey } from "../db/passkeys.ts";
import { type WayBack, wayBackOf } from "../db/sign-ins.ts";
import { insertUsedChallenge } from "../db/used-challenges.ts";
import { challengeEnd } from "../passkey-challenge.ts";
import { passkeySite } from "../passkey-site.ts";
import { hashToken } from "../secrets.ts";
import { type SignedInUser, type SigningBrowser, signInUser } from "./finish-sign-in.ts";

type SignInWithPasskey = {
  /** What the browser signed, as JSON. */
  credential: string;
  browserToken: string;
  browser: SigningBrowser;
  wayBack: WayBack;
};

export type PasskeyJudged = SignedInUser | { ok: false; reason: "passkey_refused" };

const REFUSED = { ok: false, reason: "passkey_refused" } as const;

/** A passkey signs in by itself: who holds it and who they are are two factors. Each challenge is answered once. */
export const signInWithPasskey = async (ctx: Context, input: SignInWithPasskey): Promise<PasskeyJudged> => {
  const signed = await verified(ctx, input);
  if (!signed) return REFUSED;
  const { credentialId, counter, challenge, endsAt } = signed;
  return inTransaction(ctx.db, async (tx) => {
    if (!(await insertUsedChallenge(tx, hashToken(challenge), endsAt))) return REFUSED;
    const passkey = await lockPasskeyByCredential(tx, credentialId);
    if (!passkey || isCopied(passkey, counter)) return REFUSED;
    await markPasskeyUsed(tx, passkey.id, counter, ctx.now());
    const sessionToken = await signInUser(ctx, tx, passkey.userId, { by: "passkey" }, input.browser);
    return { ok: true, userId: passkey.userId, sessionToken, ...wayBackOf(input.wayBack) };
  });
};

/** A counter that does not grow tells of a copy of the key. Many passkeys do not count: theirs stays 0. */
const isCopied = (passkey: Passkey, counter: number): boolean =>
  (counter !== 0 || passkey.counter !== 0) && counter <= passkey.counter;

/** What the browser sent, as far as it names a passkey; the library judges the rest. */
const readSigned = (credential: string): AuthenticationResponseJSON | undefined => {
  try {
    const response: AuthenticationResponseJSON | null = JSON.parse(credential);
    return typeof response?.id === "string" && /^[\w-]{1,1400}$/.test(response.id) ? response : undefined;
  } catch {
    return undefined;
  }
};

const verified = async (ctx: Context, { credential, browserToken }: SignInWithPasskey) => {
  const site = passkeySite(ctx.config.publicUrl);
  const response = readSigned(credential);
  const passkey = response && (await findPasskeyByCredential(ctx.db, response.id));
  if (!site || !passkey) return undefined;
  let answered: { challenge: string; endsAt: Date } | undefined;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
      expectedChallenge: (challenge) => {
        const endsAt = challengeEnd(ctx, { purpose: "get", browserToken }, challenge);
        answered = endsAt && { challenge, endsAt };
        return endsAt !== undefined;
      },
    });
    const counter = authenticationInfo.newCounter;
    return verified && answered ? { credentialId: passkey.credentialId, counter, ...answered } : undefined;
  } catch (error) {
    ctx.log.info({ fault: error instanceof Error ? error.name : "unknown" }, "passkey.refused");
    return undefined;
  }
};
