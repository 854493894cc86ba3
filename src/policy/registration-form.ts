import { hasPostalCodes, isCountry } from "./countries.ts";
import { type EmailFault, parseEmail } from "./email-address.ts";
import { checkPassword, type GuessesFor, type PasswordFault } from "./password.ts";
import { isTimeZone } from "./time-zone.ts";

/** DOMAIN 3, Original process: the fields of the long form, in the order in which the page has them. */
export const registrationFields = [
  "accountId",
  "password",
  "firstName",
  "lastName",
  "email",
  "phone",
  "company",
  "address",
  "city",
  "postalCode",
  "state",
  "country",
  "timeZone",
  "language",
] as const;

export type RegistrationField = (typeof registrationFields)[number];

export type TypedRegistration = Record<RegistrationField, string>;

export type FieldFault = "empty" | "too_short" | "too_long" | "bad_character" | "malformed" | "not_in_list";

export type FieldProblem =
  | {
      field: Exclude<RegistrationField, "email" | "password">;
      fault: FieldFault;
      facts: Record<string, string | number>;
    }
  | { field: "email"; fault: EmailFault; facts: { character: string } }
  | { field: "password"; fault: PasswordFault; facts: { length: number } };

/** What the form says once it is right; the password is kept apart, and never kept as it is. */
export type RegistrationForm = {
  accountId: string;
  firstName: string;
  lastName: string;
  email: string;
  emailIdentity: string;
  phone: string;
  company: string;
  address: string;
  city: string;
  postalCode: string | null;
  state: string | null;
  country: string;
  timeZone: string;
  language: "en" | "ja";
};

export type ParsedRegistration = { ok: true; form: RegistrationForm } | { ok: false; problems: FieldProblem[] };

/** Takes the long form apart; every wrong field is named, all at once. */
export const parseRegistration = (typed: TypedRegistration, guessesFor: GuessesFor): ParsedRegistration => {
  const readAny = (field: RegistrationField): Read =>
    field === "password" ? readPassword(typed, guessesFor) : readField(field, typed);
  const read = Object.fromEntries(registrationFields.map((field) => [field, readAny(field)])) as Record<
    RegistrationField,
    Read
  >;
  const problems = registrationFields.flatMap((field) => {
    const { fault } = read[field];
    return fault ? [{ field, ...fault } as FieldProblem] : [];
  });
  const address = parseEmail(typed.email);
  if (problems.length > 0 || !address.ok) return { ok: false, problems };
  const values = Object.fromEntries(registrationFields.map((field) => [field, read[field].value]));
  const { password: _, ...form } = values;
  return { ok: true, form: { ...form, emailIdentity: address.identity } as RegistrationForm };
};

/** Takes one field of the form apart; `typed` has the fields that it depends on. */
export const readField = (field: Exclude<RegistrationField, "password">, typed: TypedRegistration): Read =>
  readers[field](clean(typed[field]), typed);

type Fault = { fault: FieldFault | EmailFault | PasswordFault; facts: Record<string, string | number> };
type Read = { value?: string | null; fault?: Fault };
type Reader = (text: string, typed: TypedRegistration) => Read;

/** As PostgreSQL takes it and people mean it: without marks that nobody sees, and no space around it. */
const clean = (typed: string): string => typed.slice(0, MOST_TYPED).toWellFormed().normalize("NFC").trim();

// Normalising a long run of accents takes quadratic time, and no field is that long.
const MOST_TYPED = 1000;

const wrong = (fault: Fault["fault"], facts: Fault["facts"] = {}): Read => ({ fault: { fault, facts } });

/** A text for people on one line: 1 to `most` characters, one of them to be seen. */
const line =
  (most: number): Reader =>
  (text) => {
    const length = [...text].length;
    if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return wrong("empty");
    if (length > most) return wrong("too_long", { length, most });
    return /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text) ? wrong("bad_character") : { value: text };
  };

const optional =
  (reader: Reader): Reader =>
  (text, typed) =>
    text === "" ? { value: null } : reader(text, typed);

const ACCOUNT_ID_LEAST = 4;
const ACCOUNT_ID_MOST = 25;

/** Letters typed in full width, as Japanese keyboards have them, are meant as the plain ones. */
const accountId: Reader = (text) => {
  const plain = text.normalize("NFKC");
  const length = [...plain].length;
  const [character] = /[^A-Za-z0-9_-]/u.exec(plain) ?? [];
  if (length === 0) return wrong("empty");
  if (character !== undefined) return wrong("bad_character", { character });
  if (length < ACCOUNT_ID_LEAST) return wrong("too_short", { length, least: ACCOUNT_ID_LEAST });
  return length > ACCOUNT_ID_MOST ? wrong("too_long", { length, most: ACCOUNT_ID_MOST }) : { value: plain };
};

const readPassword = ({ password, email, accountId: id }: TypedRegistration, guessesFor: GuessesFor): Read => {
  const fault = checkPassword(password, { email, accountId: id }, guessesFor);
  return fault ? wrong(fault, { length: [...password].length }) : {};
};

const email: Reader = (_, typed) => {
  const parsed = parseEmail(typed.email);
  return parsed.ok ? { value: parsed.email } : wrong(parsed.fault, { character: parsed.character ?? "" });
};

const PHONE_DIGITS_LEAST = 5;

const phone: Reader = (text, typed) => {
  const plain = text.normalize("NFKC");
  const read = line(32)(plain, typed);
  const digits = plain.match(/\d/g)?.length ?? 0;
  if (read.fault) return read;
  return digits < PHONE_DIGITS_LEAST || !/^\+?[\d\s().,/#*x-]+$/i.test(plain) ? wrong("malformed") : read;
};

const postalCode: Reader = (text, typed) => {
  const plain = text.normalize("NFKC");
  if (plain === "" && isCountry(typed.country) && !hasPostalCodes(typed.country)) return { value: null };
  const read = line(16)(plain, typed);
  return read.fault || /^[A-Za-z0-9 -]+$/.test(plain) ? read : wrong("malformed");
};

const oneOf =
  (isKnown: (text: string) => boolean): Reader =>
  (text) =>
    isKnown(text) ? { value: text } : wrong("not_in_list");

const readers: Record<Exclude<RegistrationField, "password">, Reader> = {
  accountId,
  firstName: line(50),
  lastName: line(50),
  email,
  phone,
  company: line(128),
  address: line(256),
  city: line(64),
  postalCode,
  state: optional(line(64)),
  country: oneOf(isCountry),
  timeZone: oneOf(isTimeZone),
  language: oneOf((text) => text === "en" || text === "ja"),
};
