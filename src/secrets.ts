import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/**
 * Everything that is derived from SECRETS_KEY. A stolen dump holds only look-ups (HMAC) and sealed texts, so it
 * opens no order without this key (docs/security.md).
 */
export type Secrets = {
  /** The look-up of a license key: the same key gives the same 32 bytes, and nothing leads back. */
  lookup(key: string): Buffer;
  /** Encrypts a text with AES-256-GCM: nonce (12) + tag (16) + ciphertext. */
  seal(text: string): Buffer;
  /** Decrypts what `seal` made; throws when it was changed or sealed under another key. */
  open(sealed: Buffer): string;
  /** The link's token of a verification: derived from its id, so a repeated mail carries the same link. */
  linkToken(verificationId: string): string;
  /** The six digits of a verification or a sign-in: derived, so they are stored nowhere. */
  code(id: string): string;
  /** The proof in every form that this browser was shown the page. */
  formToken(browserToken: string): string;
  /** The proof in a browser's cookie that it signed a user in before. */
  browserMark(browserId: string, userId: string, at: number): string;
  /** The proof in a passkey's challenge that we made it. */
  challengeSeal(text: string): string;
  /** The proof in a mail's link that it may turn such mails off and on for this user, without a sign-in. */
  unsubscribeProof(userId: string): string;
  /** A name for a rate limit's bucket that holds no address in clear. */
  bucket(name: string): string;
  /** Tells one SECRETS_KEY from another, and nothing else about it. */
  fingerprint: Buffer;
  /** The console's client secret at the OpenID provider, where CONSOLE_CLIENT_SECRET names none. */
  consoleClientSecret: string;
  /** What signs the cookies of the OpenID provider; the first signs, all are accepted. */
  openidCookieKeys: string[];
  /** What signs the webhooks to the console, where CONSOLE_WEBHOOK_SECRETS names none. */
  consoleWebhookSecret: string;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const createSecrets = (secretsKey: Buffer): Secrets => {
  // Key objects: an HMAC with a Buffer as its key takes four times as long.
  const derive = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync("sha256", secretsKey, "", `anykey ${purpose}`, 32)));
  const [lookups, seals, links, codes, forms, buckets] = (
    ["lookup", "seal", "link", "code", "form", "bucket"] as const
  ).map(derive) as [KeyObject, KeyObject, KeyObject, KeyObject, KeyObject, KeyObject];
  const marks = derive("known browser");
  const challenges = derive("passkey challenge");
  const unsubscribes = derive("unsubscribe");
  const hmac = (key: KeyObject, text: string) => createHmac("sha256", key).update(text).digest();
  return {
    lookup: (key) => hmac(lookups, key),
    seal: (text) => seal(seals, text),
    open: (sealed) => open(seals, sealed),
    linkToken: (verificationId) => hmac(links, verificationId).toString("base64url"),
    code: (id) => sixDigits(hmac(codes, id)),
    formToken: (browserToken) => hmac(forms, browserToken).toString("base64url"),
    browserMark: (browserId, userId, at) =>
      hmac(marks, `${browserId} ${userId} ${at}`).toString("base64url").slice(0, 22),
    challengeSeal: (text) => hmac(challenges, text).toString("base64url"),
    unsubscribeProof: (userId) => hmac(unsubscribes, userId).toString("base64url"),
    bucket: (name) => hmac(buckets, name).toString("base64url"),
    fingerprint: hmac(derive("fingerprint"), "anykey"),
    consoleClientSecret: derive("console client").export().toString("base64url"),
    openidCookieKeys: [derive("openid cookie").export().toString("base64url")],
    consoleWebhookSecret: `whsec_${derive("console webhook").export().toString("base64")}`,
  };
};

/** What is stored of a token that somebody else holds: enough to recognise it, not to use it. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** 256 random bits for a cookie or an API key. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

const seal = (key: KeyObject, text: string): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
};

const open = (key: KeyObject, sealed: Buffer): string => {
  // A shorter tag would be taken as well, and is easier to forge.
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES), options);
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
};

/** 48 bits modulo a million: the bias is below one in 10^8. */
const sixDigits = (digest: Buffer): string => String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, "0");

/** Compares without telling by the time it takes how far two texts agree. */
export const sameText = (a: string, b: string): boolean => timingSafeEqual(hashToken(a), hashToken(b));
