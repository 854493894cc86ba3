import { z } from "@hono/zod-openapi";
import type { NewOrder } from "../actions/record-order.ts";
import type { Fault } from "../policy/order-intake.ts";
import { endsAfterStart, evenIfFaulty, unrepeated } from "./across.ts";
import { faultsOf } from "./faults.ts";
import {
  country,
  day,
  email,
  expected,
  fieldsOf,
  identifier,
  licenseKey,
  oneOf,
  pastTime,
  text,
  wholeNumber,
} from "./fields.ts";

const MOST_ITEMS = 500;

const item = fieldsOf("an item: an object with line, sku, version, seats, startsOn, endsOn", {
  line: wholeNumber(1, 100_000).openapi({ description: "Number of the line, once in the order.", example: 1 }),
  sku: identifier(40).openapi({ description: "Product of the catalogue.", example: "XDR-CAS" }),
  registrationKey: licenseKey("registration_key")
    .nullish()
    .transform((key) => key ?? null)
    .openapi({
      description: "Registration key on the certificate; several items may share it. Left out: AnyKey issues one.",
      example: "XC-7KQ2-M9RT-4HWD-C3PN",
    }),
  activationCode: licenseKey("activation_code")
    .nullish()
    .transform((key) => key ?? null)
    .openapi({
      description:
        "Names the license: a new one, or in a renewal or suite upgrade the one that it extends. Left out: AnyKey issues one.",
      example: "XC-8F3K-Q7M2P-R4T6W-9HJKN-C5D8E-3GXYZ",
    }),
  suite: z
    .enum(["CUP"], { error: "Expected CUP, or null where the item is within no suite." })
    .nullish()
    .transform((suite) => suite ?? null)
    .openapi({ description: "Suite that the item is within, null for none.", example: null }),
  version: oneOf(["full", "trial"]).openapi({ description: "Full or trial license.", example: "full" }),
  seats: wholeNumber(1, 10_000_000).openapi({ description: "How many, in the product's unit.", example: 250 }),
  startsOn: day().openapi({ description: "First day of the term.", example: "2021-05-04" }),
  endsOn: day().openapi({ description: "Last day of the term.", example: "2022-05-03" }),
}).superRefine(endsAfterStart, evenIfFaulty);

const items = z
  .array(item, { error: expected("a list of items") })
  .min(1, "Expected at least one item.")
  .max(MOST_ITEMS, `Expected at most ${MOST_ITEMS} items.`)
  .superRefine(
    unrepeated("line", (first) => `Expected a line number of its own; item ${first + 1} has this one.`),
    evenIfFaulty,
  )
  .superRefine(
    unrepeated("activationCode", (first) => `Item ${first + 1} has this activation code: it names one license.`),
    evenIfFaulty,
  );

const customer = fieldsOf("the end customer: an object with number, company, country, contactName, email", {
  number: text(64).openapi({ description: "The vendor's number of the customer.", example: "C-1001" }),
  company: text(128).openapi({ description: "Name of the company.", example: "Acme Inc." }),
  country: country().openapi({ description: "ISO 3166-1 alpha-2.", example: "US" }),
  contactName: text(128).openapi({ description: "Person at the customer.", example: "Kim Doe" }),
  email: email()
    .transform((parsed) => parsed.email)
    .openapi({ description: "The contact's e-mail address.", example: "kim@acme.example" }),
});

/** One purchase as the vendor's order system hands it in (CONTRACT, An order). */
export const orderSchema = fieldsOf("an order: an object", {
  orderNumber: identifier(40).openapi({ description: "Names the order, for ever.", example: "SO-2021-000123" }),
  certificateNumber: identifier(40).openapi({
    description: "Number of the license certificate.",
    example: "LC-00012345",
  }),
  type: oneOf(["new", "renewal"]).openapi({ description: "A new purchase or a renewal.", example: "new" }),
  channel: oneOf(["traditional", "direct", "msp", "marketplace"]).openapi({
    description: "How it was bought; decides the process.",
    example: "traditional",
  }),
  purchasedAt: pastTime().openapi({ description: "When it was bought, with offset.", example: "2021-05-04T09:00:00Z" }),
  region: oneOf(["US", "EU", "JP", "SG", "AU", "IN"]).openapi({ description: "Region of the console.", example: "US" }),
  reseller: fieldsOf("the reseller: an object with name", {
    name: text(128).openapi({ description: "Name of the reseller.", example: "North Reseller" }),
  }),
  customer,
  items: items.openapi({ description: `The items, 1 to ${MOST_ITEMS}.` }),
}).openapi("NewOrder");

export type ParsedOrder = { ok: true; order: NewOrder } | { ok: false; faults: Fault[] };

/** Takes an order apart; every wrong field is named. */
export const parseOrder = (raw: unknown): ParsedOrder => {
  const parsed = orderSchema.safeParse(raw);
  return parsed.success ? { ok: true, order: parsed.data } : { ok: false, faults: faultsOf(parsed.error.issues) };
};
