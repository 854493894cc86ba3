import { checkCharacterOf, ISSUED_ALPHABET } from "./check-character.ts";

export type KeyKind = "registration_key" | "activation_code";

export type KeyFault =
  | "empty"
  | "too_short"
  | "too_long"
  | "bad_character"
  | "bad_prefix"
  | "sku"
  | "order_number"
  | "looks_like_number"
  | "certificate_number"
  | "email_address";

export type KeyFacts = {
  /** What was typed instead of a key, or the wrong prefix: at most 60 characters. */
  typed?: string;
  kind?: KeyKind;
  /** Letters and digits of this key; hyphens do not count. */
  length?: number;
  expected?: number;
  missing?: number;
  extra?: number;
  character?: string;
  /** Where the wrong character stands, from 1, white space not counted. */
  position?: number;
};

export type ParsedKey =
  | { ok: true; kind: KeyKind; key: string }
  | { ok: false; reason: "malformed_key"; fault: KeyFault; facts: KeyFacts };

/** DOMAIN.md 3, Key entry: both kinds in one field, forgiving about everything but the letters and digits. */
export const parseKey = (typed: string, known: { isSku(text: string): boolean }): ParsedKey => {
  const text = normalise(withoutLabel(typed));
  const characters = text.replaceAll("-", "");
  const kind = kindOf(characters);
  if (kind) return { ok: true, kind, key: withHyphens(kind, characters) };
  if (characters === "") return malformed("empty");
  return somethingElse(text, known) ?? badCharacter(text) ?? wrongLength(characters) ?? badPrefix(characters);
};

/** Recognises a SKU that was typed as a key: both are read alike, whatever case and dashes the catalogue has. */
export const skusAmong = (skus: readonly string[]): { isSku(text: string): boolean } => {
  const read = new Set(skus.map(normalise));
  return { isSku: (text) => read.has(text) };
};

const GROUPS = { registration_key: [2, 4, 4, 4, 4], activation_code: [2, 4, 5, 5, 5, 5, 5] } as const;
const CHARACTERS = { registration_key: 18, activation_code: 31 } as const;
const WELL_FORMED = { registration_key: /^[A-Z]{2}[A-Z0-9]{16}$/, activation_code: /^[A-Z]{2}[A-Z0-9]{29}$/ } as const;

const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
// After the dashes of Unicode: underscore, minus, the long vowel mark that Japanese keyboards give, bullet, box line.
const DASHES = /[\p{Dash_Punctuation}_\u2212\u30fc\u2043\u02d7\u2500]+/gu;

// Normalising a long run of accents takes quadratic time, and nothing that long is a key.
const LONGEST_NORMALISED = 1000;

const normalise = (typed: string): string =>
  (typed.length > LONGEST_NORMALISED ? typed : typed.normalize("NFKC"))
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(DASHES, "-")
    .replace(/^-|-$/g, "")
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase());

const charactersOf = (typed: string): string => normalise(typed).replaceAll("-", "");

const AFTER_COLON = /^([^:]*):([^:]*)$/;
// Without a colon only words before a key as printed: thirteen letters and a registration key are as long as a code.
const AFTER_WORDS =
  /^([^\d:]*\p{L}[^\d:]*)\s([A-Z]{2}(?:-[A-Z0-9]{4}){4}|[A-Z]{2}-[A-Z0-9]{4}(?:-[A-Z0-9]{5}){5})\s*$/iu;

/** What follows a label that was pasted along, `Registration key: XC-…`; two keys at once stay what they are. */
const withoutLabel = (typed: string): string => {
  if (typed.length > LONGEST_NORMALISED) return typed;
  const text = typed.normalize("NFKC").replace(DASHES, "-");
  const [, label = "", key = ""] = AFTER_COLON.exec(text) ?? AFTER_WORDS.exec(text) ?? [];
  return kindOf(charactersOf(key)) && !kindOf(charactersOf(label)) ? key : typed;
};

const kindOf = (characters: string): KeyKind | undefined => {
  if (WELL_FORMED.registration_key.test(characters)) return "registration_key";
  if (WELL_FORMED.activation_code.test(characters)) return "activation_code";
};

const withHyphens = (kind: KeyKind, characters: string): string => {
  let rest = characters;
  const groups: string[] = [];
  for (const size of GROUPS[kind]) {
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return groups.filter((group) => group !== "").join("-") + rest;
};

const ECHOED_CHARACTERS = 60;

const malformed = (fault: KeyFault, { typed, ...facts }: KeyFacts = {}): ParsedKey & { ok: false } => ({
  ok: false,
  reason: "malformed_key",
  fault,
  facts: typed === undefined ? facts : { ...facts, typed: typed.slice(0, ECHOED_CHARACTERS).toWellFormed() },
});

const CERTIFICATE_NUMBER = /^LC-?\d[\d-]{3,24}$/;
const EMAIL_ADDRESS = /^[^@]+@[^@]+\.[^@.]+$/;
const ORDER_NUMBER = /^[A-Z]{2,4}-?\d{4}-?\d{4,8}$/;

const somethingElse = (text: string, known: { isSku(text: string): boolean }) => {
  if (EMAIL_ADDRESS.test(text)) return malformed("email_address");
  if (known.isSku(text)) return malformed("sku", { typed: text });
  if (CERTIFICATE_NUMBER.test(text)) return malformed("certificate_number", { typed: text });
  if (ORDER_NUMBER.test(text)) return malformed("order_number", { typed: text });
  if (looksLikeNumber(text)) return malformed("looks_like_number", { typed: text });
};

// Words first, then digits, and perhaps a letter behind them: PO-4711, ORD-2026-77, no. 4711/26. A key mixes the two.
const OTHER_NUMBER = /^(?:[A-Z]{1,8}[-/.#]?){0,2}\d{1,10}(?:[-/.#]\d{1,10}){0,3}(?:-?[A-Z])?$/;
const FEWEST_CHARACTERS = 4;
const MOST_DIGITS = 11;

const looksLikeNumber = (text: string): boolean =>
  text.length >= FEWEST_CHARACTERS && OTHER_NUMBER.test(text) && text.replace(/\D/g, "").length <= MOST_DIGITS;

const badCharacter = (text: string) => {
  const wrong = /[^A-Z0-9-]/u.exec(text);
  if (!wrong) return;
  return malformed("bad_character", { character: wrong[0], position: [...text.slice(0, wrong.index)].length + 1 });
};

const wrongLength = (characters: string) => {
  const kind = nearestKind(characters.length);
  const missing = CHARACTERS[kind] - characters.length;
  const facts = { kind, length: characters.length, expected: CHARACTERS[kind] };
  if (missing > 0) return malformed("too_short", { ...facts, missing });
  if (missing < 0) return malformed("too_long", { ...facts, extra: -missing });
};

const badPrefix = (characters: string) =>
  malformed("bad_prefix", { kind: nearestKind(characters.length), typed: characters.slice(0, 2) });

const nearestKind = (length: number): KeyKind =>
  length - CHARACTERS.registration_key < CHARACTERS.activation_code - length ? "registration_key" : "activation_code";

/** Tells whether a key ends as the keys that AnyKey issues do. An imported key need not. */
export const hasValidCheckCharacter = (key: string): boolean => {
  const characters = key.replaceAll("-", "");
  const body = characters.slice(2, -1);
  return (
    kindOf(characters) !== undefined &&
    [...body].every((character) => ISSUED_ALPHABET.includes(character)) &&
    characters.endsWith(checkCharacterOf(characters.slice(0, -1)))
  );
};

/** The keys that the landing page and its drawing of a certificate show. They are invented and open nothing. */
export const exampleKeys = [
  { registrationKey: "AX-RA7Q-E8Q6-VTDJ-2TST", activationCode: "AX-3G2Z-9F48L-9FGQU-ESXVX-CL9R6-4TGTZ" },
  { registrationKey: "XC-HWVH-754V-XQE3-KS27", activationCode: "XC-S4QS-2CGXP-6HZ9T-N6TKB-7ACK5-LE4SN" },
] as const;

export const isExampleKey = (key: string): boolean =>
  exampleKeys.some(({ registrationKey, activationCode }) => key === registrationKey || key === activationCode);

/** Tells whether an unknown key was probably mistyped, and the first character in it that issued keys never use. */
export const likelyTypingMistake = (key: string): { likely: boolean; confusable: string | null } => ({
  likely: !hasValidCheckCharacter(key),
  confusable: /[01IO]/.exec(key.slice(2))?.[0] ?? null,
});

/**
 * Makes a key that nobody can guess: 5 bits a character, the check character adds none.
 * An activation code carries 140 random bits. A registration key has room for 75 after a given prefix;
 * with `null` the two letters of the prefix are random too, which makes 84 (DOMAIN.md 3 asks for 80).
 */
export const issueKey = (kind: KeyKind, prefix: string | null, random: (bytes: number) => Uint8Array): string => {
  const start = prefix ?? drawCharacters(ISSUED_LETTERS, 2, random);
  if (!/^[A-Z]{2}$/.test(start)) throw new Error(`A key's prefix is two letters A-Z, not ${JSON.stringify(prefix)}.`);
  const characters = start + drawCharacters(ISSUED_ALPHABET, CHARACTERS[kind] - 3, random);
  return withHyphens(kind, characters + checkCharacterOf(characters));
};

const ISSUED_LETTERS = ISSUED_ALPHABET.replace(/\d/g, "");

const drawCharacters = (alphabet: string, count: number, random: (bytes: number) => Uint8Array): string => {
  // Bytes above the last full round of the alphabet are drawn again, or its first characters would come more often.
  const usable = 256 - (256 % alphabet.length);
  let drawn = "";
  while (drawn.length < count)
    for (const byte of random(count - drawn.length))
      if (byte < usable) drawn += alphabet.charAt(byte % alphabet.length);
  return drawn;
};

/** What people may see of a key: its last group, enough to recognise it on the certificate. */
export const maskKey = (key: string): string => `…${key.slice(-5).replace("-", "")}`;
