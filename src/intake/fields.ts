import { z } from "@hono/zod-openapi";
import { isCountry } from "../policy/countries.ts";
import { type EmailFault, parseEmail } from "../policy/email-address.ts";
import { type KeyKind, parseKey } from "../policy/license-key.ts";
import { malformedKeySentence, wrongKindSentence } from "./key-sentence.ts";

/** The sentence for a field that is missing or of another kind. */
export const expected =
  (what: string) =>
  ({ input }: { input?: unknown }): string =>
    input === undefined ? `This field is missing: expected ${what}.` : `Expected ${what}.`;

/** An object in which a mistyped field name is a fault, never silently dropped. */
export const fieldsOf = <Shape extends z.ZodRawShape>(what: string, shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `The fields are ${Object.keys(shape).join(", ")}.` : expected(what)(issue),
  });

// One check a field: where two fail, the same sentence would come twice.
/** A text for people: kept as it is, but never blank and on one line. */
export const text = (longest: number) => {
  const error = expected(`a text of 1 to ${longest} characters without line breaks or control characters`);
  return z
    .string({ error })
    .refine((given) => given.length <= longest && ONE_LINE.test(given), { error })
    .openapi({ minLength: 1, maxLength: longest });
};

const ONE_LINE = /^(?=.*\S)[^\p{Cc}\p{Cs}]*$/u;

/** A name for machines: it stands in addresses and in files. */
export const identifier = (longest: number) => {
  const error = expected(`1 to ${longest} letters A-Z, digits or - _ / . that begin with a letter or a digit`);
  const pattern = new RegExp(`^[A-Za-z0-9][A-Za-z0-9_/.-]{0,${longest - 1}}$`);
  return z.string({ error }).regex(pattern, { error });
};

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: expected(`one of ${values.join(", ")}`) });

export const flag = () => z.boolean({ error: expected("true or false") });

export const wholeNumber = (least: number, most: number) => {
  const error = expected(`a whole number from ${least} to ${most}`);
  // Not z.int(): its fault ends the whole object's checks, and one answer would not name every fault.
  return z
    .number({ error })
    .refine((given) => Number.isInteger(given) && given >= least && given <= most, { error })
    .openapi({ type: "integer", minimum: least, maximum: most });
};

const FIRST_YEAR = /^(19[7-9]|[2-9]\d)/;
const realDay = z.iso.date();
const realTime = z.iso.datetime({ offset: true });

export const isDay = (given: unknown): given is string =>
  typeof given === "string" && FIRST_YEAR.test(given) && realDay.safeParse(given).success;

/** A day that exists, from 1970 on. */
export const day = () => {
  const error = expected("a date that exists, such as 2026-05-04");
  return z.string({ error }).refine(isDay, { error }).openapi({ format: "date" });
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** An instant that has happened; the clocks of two systems may differ by a day. */
export const pastTime = () => {
  const error = expected("a time with its offset, such as 2026-05-04T09:00:00Z or 2026-05-04T11:00:00+02:00");
  return z
    .string({ error })
    .refine((given) => FIRST_YEAR.test(given) && realTime.safeParse(given).success, { error })
    .openapi({ format: "date-time" })
    .transform((given) => new Date(given))
    .refine((at) => at.getTime() <= Date.now() + DAY_MS, "Expected a time that is not more than a day in the future.");
};

export const country = () => {
  const error = expected("a country by ISO 3166-1 alpha-2 in upper case, such as US, JP or GB");
  return z.string({ error }).refine(isCountry, { error });
};

const emailFaults: Record<EmailFault, string> = {
  empty: "this is empty",
  too_long: "it has more than 128 characters, or more than 64 before the @",
  no_at: "the @ is missing",
  several_at: "it has more than one @",
  no_local_part: "nothing stands before the @",
  no_domain: "nothing stands after the @",
  bad_character: "it has a character that e-mail addresses do not have",
  misplaced_dot: "a dot stands at the wrong place before the @",
  bad_domain: "the part after the @ is no domain",
  no_top_level_domain: "the domain has no ending such as .com",
};

export const email = () =>
  z.string({ error: expected("an e-mail address such as kim@acme.example") }).transform((given, check) => {
    const parsed = parseEmail(given);
    if (parsed.ok) return { email: parsed.email, identity: parsed.identity };
    check.addIssue({ code: "custom", message: `Expected an e-mail address; ${emailFaults[parsed.fault]}.` });
    return z.NEVER;
  });

/** A license key of one kind, normalised. */
export const licenseKey = (kind: KeyKind) =>
  z
    .string({ error: expected(kind === "registration_key" ? "a registration key" : "an activation code") })
    .transform((given, check) => {
      const parsed = parseKey(given, { isSku: () => false });
      if (parsed.ok && parsed.kind === kind) return parsed.key;
      const message = parsed.ok
        ? wrongKindSentence(kind, parsed.kind)
        : malformedKeySentence(kind, parsed.fault, parsed.facts);
      check.addIssue({ code: "custom", message });
      return z.NEVER;
    });
