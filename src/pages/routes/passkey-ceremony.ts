import { generateAuthenticationOptions, generateRegistrationOptions } from "@simplewebauthn/server";
import type { Context } from "../../context.ts";
import type { Passkey } from "../../db/passkeys.ts";
import type { PortalRequest, SignedIn } from "../../http/visit.ts";
import { newChallenge } from "../../passkey-challenge.ts";
import { PASSKEY_ALGORITHMS, passkeySite } from "../../passkey-site.ts";

/** What a page hands to the browser for a passkey, and the one origin where the browser may use it. */
export type Ceremony = { options: string; origin: string };

/** Asks for any passkey that this browser has for us; undefined where the portal has no host name. */
export const signInCeremony = async (ctx: Context, c: PortalRequest): Promise<Ceremony | undefined> => {
  const site = passkeySite(ctx.config.publicUrl);
  if (!site) return undefined;
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    challenge: bytesOf(newChallenge(ctx, { purpose: "get", browserToken: c.get("visit").browserToken })),
    userVerification: "required",
  });
  return { options: JSON.stringify(options), origin: site.origin };
};

/** Asks for a new passkey, kept by the device under the user's name; one that has a passkey already makes no second one. */
export const addingCeremony = async (
  ctx: Context,
  c: PortalRequest,
  viewer: SignedIn,
  held: readonly Passkey[],
): Promise<Ceremony | undefined> => {
  const site = passkeySite(ctx.config.publicUrl);
  if (!site) return undefined;
  const options = await generateRegistrationOptions({
    rpName: "AnyKey",
    rpID: site.rpId,
    userName: viewer.email,
    userID: new TextEncoder().encode(viewer.userId),
    challenge: bytesOf(newChallenge(ctx, { purpose: "create", browserToken: c.get("visit").browserToken })),
    excludeCredentials: held.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return { options: JSON.stringify(options), origin: site.origin };
};

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, "base64url"));
