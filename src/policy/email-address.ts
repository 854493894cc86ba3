import { FREE_MAIL_DOMAINS } from "./free-mail-domains.ts";

export type EmailFault =
  | "empty"
  | "too_long"
  | "no_at"
  | "several_at"
  | "no_local_part"
  | "no_domain"
  | "bad_character"
  | "misplaced_dot"
  | "bad_domain"
  | "no_top_level_domain";

export type ParsedEmail =
  | { ok: true; email: string; identity: string }
  | { ok: false; reason: "malformed_email"; fault: EmailFault; character?: string };

const MAX_EMAIL_CHARACTERS = 128;
const MAX_LOCAL_CHARACTERS = 64;

/**
 * DOMAIN.md 3, E-mail verification: the e-mail is all that a new customer types.
 * `email` is mailed as typed (an international domain in its ASCII form), `identity` is compared.
 */
export const parseEmail = (typed: string): ParsedEmail => {
  const text = withPlainLetters(typed.toWellFormed().replace(INVISIBLE, "").trim());
  const [local = "", domain = "", ...more] = text.split("@", 3);
  if (text === "") return malformed("empty");
  if (text.length > MAX_EMAIL_CHARACTERS || local.length > MAX_LOCAL_CHARACTERS) return malformed("too_long");
  if (!text.includes("@")) return malformed("no_at");
  const character = (NOT_IN_LOCAL.exec(local) ?? NOT_IN_DOMAIN.exec(domain))?.[0];
  if (character !== undefined) return { ...malformed("bad_character"), character };
  if (more.length > 0) return malformed("several_at");
  if (local === "") return malformed("no_local_part");
  if (domain === "") return malformed("no_domain");
  if (/^\.|\.\.|\.$/.test(local)) return malformed("misplaced_dot");
  return withDomain(local, domain);
};

// Not for a longer text: normalising a long run of accents takes quadratic time.
const withPlainLetters = (text: string): string =>
  text.length > MAX_EMAIL_CHARACTERS ? text : text.normalize("NFKC").trim();

const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu;
// No quoted local parts, comments or display names, and no letters that only SMTPUTF8 servers take.
const NOT_IN_LOCAL = /[^\w.!#$%&'*+/=?^`{|}~-]/u;
const NOT_IN_DOMAIN = /[^\p{L}\p{M}\p{N}.。-]/u;

const malformed = (fault: EmailFault): ParsedEmail & { ok: false } => ({ ok: false, reason: "malformed_email", fault });

const withDomain = (local: string, domain: string): ParsedEmail => {
  const host = asciiDomain(domain);
  if (host === null || !host.split(".").every((label) => LABEL.test(label))) return malformed("bad_domain");
  if (!/\.(?!\d+$)[^.]{2,}$/.test(host)) return malformed("no_top_level_domain");
  const email = `${local}@${isAscii(domain) ? domain : host}`;
  if (email.length > MAX_EMAIL_CHARACTERS) return malformed("too_long");
  return { ok: true, email, identity: `${local}@${host}`.toLowerCase() };
};

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

const asciiDomain = (domain: string): string | null => URL.parse(`http://${domain}`)?.hostname ?? null;

/** The domain of an identity that `parseEmail` gave. */
export const emailDomain = (identity: string): string => identity.slice(identity.lastIndexOf("@") + 1);

/** Tells whether anybody can have an address there, so that sharing the domain does not mean sharing a company. */
export const isFreeMailDomain = (domain: string): boolean => FREE_MAIL_DOMAINS.has(domain.toLowerCase());
