import { Secret, TOTP } from "otpauth";

const SECRET_BYTES = 20;

/** A new shared secret, in base32 as people type it. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What an authenticator app reads from the QR code. */
export const totpUri = (secret: string, email: string): string => totpOf(secret, email).toString();

/** The time step of a right code, undefined for a wrong one. A step before and after count: clocks differ. */
export const totpStep = (secret: string, typed: string, now: Date): number | undefined => {
  const code = typed.slice(0, 20).normalize("NFKC").replace(/[\s-]/g, "");
  const totp = totpOf(secret);
  const timestamp = now.getTime();
  const delta = /^\d{6}$/.test(code) ? totp.validate({ token: code, timestamp, window: 1 }) : null;
  return delta === null ? undefined : totp.counter({ timestamp }) + delta;
};

const totpOf = (secret: string, label = ""): TOTP =>
  new TOTP({ issuer: "AnyKey", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 });
