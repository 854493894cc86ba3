import { z } from "@hono/zod-openapi";
import type { NewAccount } from "../actions/record-account.ts";
import type { Fault } from "../policy/order-intake.ts";
import { isTimeZone } from "../policy/time-zone.ts";
import { endsAfterStart, evenIfFaulty, unrepeated } from "./across.ts";
import { faultsOf } from "./faults.ts";
import {
  country,
  day,
  email,
  expected,
  fieldsOf,
  flag,
  identifier,
  licenseKey,
  oneOf,
  pastTime,
  text,
  wholeNumber,
} from "./fields.ts";

const MOST_LICENSES = 10_000;

const optional = <Field extends z.ZodType>(field: Field) => field.nullish().transform((value) => value ?? null);

const accountId = () => {
  const error = expected("4 to 25 letters A-Z, digits, - or _");
  return z.string({ error }).regex(/^[A-Za-z0-9_-]{4,25}$/, { error });
};

const languageTag = () => {
  const error = expected("a language tag such as en, ja or de-AT");
  return z.string({ error }).regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, { error });
};

/** Mails and pages come in two languages: who speaks a third one gets English. */
const spokenLanguage = (tag: string | null | undefined): "en" | "ja" => (/^ja(-|$)/i.test(tag ?? "") ? "ja" : "en");

const timeZone = () => {
  const error = expected("a time zone such as Europe/London");
  return z.string({ error }).refine(isTimeZone, { error });
};

const license = fieldsOf("a license: an object", {
  activationCode: licenseKey("activation_code").openapi({
    description: "Names the license.",
    example: "OS-ZF44-RVZ2J-K3QNR-74HUH-AVFCB-2Z6PN",
  }),
  sku: identifier(40).openapi({ description: "Product of the catalogue.", example: "A1" }),
  version: oneOf(["full", "trial"]).openapi({ description: "Full or trial license.", example: "full" }),
  seats: wholeNumber(1, 10_000_000).openapi({ description: "How many, in the product's unit.", example: 120 }),
  startsOn: day().openapi({ description: "First day of the term.", example: "2026-03-01" }),
  endsOn: day().openapi({ description: "Last day of the term.", example: "2027-02-28" }),
  registeredAt: pastTime().openapi({ description: "When it was registered there.", example: "2026-03-02T08:30:00Z" }),
}).superRefine(endsAfterStart, evenIfFaulty);

const accountFields = fieldsOf("an account: an object", {
  accountId: optional(accountId()).openapi({
    description: "Account ID to sign in with, if it has one.",
    example: "birch-it",
  }),
  email: email().openapi({ description: "E-mail address of the account's owner.", example: "sam@birch.example" }),
  firstName: optional(text(50)).openapi({ description: "First name of the owner.", example: "Sam" }),
  lastName: optional(text(50)).openapi({ description: "Last name of the owner.", example: "Birch" }),
  company: text(128).openapi({ description: "Name of the company.", example: "Birch & Sons Ltd" }),
  country: country().openapi({ description: "ISO 3166-1 alpha-2.", example: "GB" }),
  customerNumber: optional(text(64)).openapi({
    description: "The vendor's number of the customer.",
    example: "C-1004",
  }),
  language: languageTag()
    .nullish()
    .transform(spokenLanguage)
    .openapi({ description: "BCP 47 tag; pages and mails come in English and Japanese. Default en.", example: "en" }),
  timeZone: timeZone()
    .nullish()
    .transform((name) => name ?? "UTC")
    .openapi({ description: "IANA time zone. Default UTC.", example: "Europe/London" }),
  emailVerified: flag().openapi({ description: "Whether the older system has verified the address.", example: true }),
  createdAt: pastTime().openapi({ description: "When the account was made there.", example: "2026-03-02T08:30:00Z" }),
  licenses: z
    .array(license, { error: expected("a list of licenses, which may be empty") })
    .max(MOST_LICENSES, `Expected at most ${MOST_LICENSES} licenses.`)
    .superRefine(
      unrepeated("activationCode", (first) => `License ${first + 1} of this account has this activation code.`),
      evenIfFaulty,
    )
    .openapi({ description: "The licenses that it holds there; may be empty." }),
});

/** A customer of an older system with its licenses (CONTRACT, POST /accounts). */
export const accountSchema = accountFields
  .transform(({ email: { email, identity }, ...account }) => ({
    ...account,
    email,
    emailIdentity: identity,
  }))
  .openapi("NewAccount");

export type ParsedAccount = { ok: true; account: NewAccount } | { ok: false; faults: Fault[] };

/** Takes an account apart; every wrong field is named. */
export const parseAccount = (raw: unknown): ParsedAccount => {
  const parsed = accountSchema.safeParse(raw);
  return parsed.success ? { ok: true, account: parsed.data } : { ok: false, faults: faultsOf(parsed.error.issues) };
};
