import { isIP } from "node:net";

/** For whom browsers keep passkeys: a host name, and the one origin that may use them. */
export type PasskeySite = { rpId: string; origin: string };

/**
 * Passkeys belong to a host name, never to an IP address. A portal on the loopback address offers them to whoever opens
 * it as localhost; one on another bare address offers none.
 */
export const passkeySite = (publicUrl: string): PasskeySite | undefined => {
  const url = new URL(publicUrl);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (host === "::1" || /^127\./.test(host)) url.hostname = "localhost";
  else if (isIP(host) !== 0) return undefined;
  return { rpId: url.hostname, origin: url.origin };
};

/**
 * Where to open a portal on the loopback address that somebody opened by its IP address, under which no browser keeps a
 * passkey. Undefined where they can stay: a proxy may name us by an address, too.
 */
export const namedOrigin = (publicUrl: string, host: string | undefined): string | undefined => {
  const site = passkeySite(publicUrl);
  const isLoopback = site !== undefined && site.origin !== new URL(publicUrl).origin;
  return isLoopback && host !== new URL(site.origin).host ? site.origin : undefined;
};

/** EdDSA, ES256 and RS256: what devices make. The library's own list asks Node for algorithms that are experiments yet. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257];
