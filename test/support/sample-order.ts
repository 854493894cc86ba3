import { randomBytes, randomInt } from "node:crypto";
import type { NewAccount, NewLicense } from "../../src/actions/record-account.ts";
import type { NewItem, NewOrder } from "../../src/actions/record-order.ts";
import { issueKey, type KeyKind } from "../../src/policy/license-key.ts";
import { parseEmail } from "../../src/policy/email-address.ts";

const ADD_ONS = ["XDR-CAS", "XDR-ES", "XDR-DDI", "XDR-A1S"];
const PRODUCTS = ["CAS", "A1", "DDI", "A1S", "SMEX", "IMSVA"];

export type OrderWishes = Partial<Omit<NewOrder, "items" | "customer">> & {
  /** How many XDR add-ons and how many other products. */
  addOns?: number;
  products?: number;
  /** The lines in full or in part; then `addOns` and `products` do not count. */
  items?: (Partial<NewItem> & { sku: string })[];
  customer?: Partial<NewOrder["customer"]>;
};

let serial = 0;

export const freshKey = (kind: KeyKind): string =>
  issueKey(kind, kind === "activation_code" ? "TA" : null, randomBytes);
export const freshCode = (): string => freshKey("activation_code");

/** An order as the vendor hands it in: new, traditional, half a year old, with fresh keys. */
export const newOrder = ({ addOns = 1, products = 1, items, customer, ...wishes }: OrderWishes = {}): NewOrder => {
  serial += 1;
  const company = `Company ${serial}`;
  const wanted = items ?? [...ADD_ONS.slice(0, addOns), ...PRODUCTS.slice(0, products)].map((sku) => ({ sku }));
  return {
    orderNumber: `SO-2026-${process.pid}${serial}${randomInt(1000)}`,
    certificateNumber: `LC-${serial}`,
    type: "new",
    channel: "traditional",
    purchasedAt: new Date("2026-05-04T09:00:00Z"),
    region: "US",
    reseller: { name: "North Reseller" },
    customer: {
      number: `C-${serial}`,
      company,
      country: "US",
      contactName: "Kim Doe",
      email: `kim@company-${serial}.example`,
      ...customer,
    },
    items: wanted.map((item, at) => newItem({ line: at + 1, ...item })),
    ...wishes,
  };
};

const newItem = (item: Partial<NewItem> & { line: number; sku: string }): NewItem => ({
  registrationKey: freshKey("registration_key"),
  activationCode: freshCode(),
  suite: null,
  version: "full",
  seats: 100,
  startsOn: "2026-05-04",
  endsOn: "2027-05-03",
  ...item,
});

export type AccountWishes = Partial<Omit<NewAccount, "licenses" | "emailIdentity">> & {
  licenses?: (Partial<NewLicense> & { sku: string })[];
};

/** An account as an older system hands it in: made and its licenses registered in March 2026. */
export const newAccount = ({ email, licenses = [], ...wishes }: AccountWishes = {}): NewAccount => {
  const typed = email ?? freshEmail();
  const parsed = parseEmail(typed);
  if (!parsed.ok) throw new Error(`${typed} is no e-mail address.`);
  return {
    accountId: null,
    email: parsed.email,
    emailIdentity: parsed.identity,
    firstName: "Sam",
    lastName: "Birch",
    company: `Imported company ${serial}`,
    country: "GB",
    customerNumber: null,
    language: "en",
    timeZone: "Europe/London",
    emailVerified: true,
    createdAt: new Date("2026-03-02T08:30:00Z"),
    licenses: licenses.map(newLicense),
    ...wishes,
  };
};

const newLicense = (license: Partial<NewLicense> & { sku: string }): NewLicense => ({
  activationCode: freshCode(),
  version: "full",
  seats: 120,
  startsOn: "2026-03-01",
  endsOn: "2027-02-28",
  registeredAt: new Date("2026-03-02T08:30:00Z"),
  ...license,
});

export const freshEmail = (): string => {
  serial += 1;
  return `person-${serial}@customer-${serial}.example`;
};
