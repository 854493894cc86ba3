import { brandFor } from "../../src/pages/brands.ts";
import type { ItemFacts } from "../../src/pages/parts/items-table.ts";

/** Texts that come from outside. */
export type Said = { company?: string; email?: string };

const term = { startsOn: "2026-11-01", endsOn: "2027-10-31", trial: false };

export const items: ItemFacts[] = [
  { productName: "Apex One as a Service", kind: "saas", seats: 250, unit: "user", convertsTrial: true, ...term },
  { productName: "XDR Addon: Apex One as a Service", kind: "xdr_add_on", seats: 250, unit: "user", ...term },
  { productName: "XDR Add-On: Cloud App Security", kind: "xdr_add_on", seats: 250, unit: "user", ...term, trial: true },
  { productName: "XDR Addon: Deep Discovery Inspector (EU)", kind: "xdr_add_on", seats: 1, unit: "appliance", ...term },
  { productName: "Portable Security", kind: "on_premises", seats: 5, unit: "device", ...term },
];

export const consoleLink = "http://console.example/sign-in?iss=http%3A%2F%2Fportal.example";

export const consoleFacts = {
  link: consoleLink,
  region: "EU",
  since: new Date("2026-11-24T10:42:00Z"),
  otherRegion: "JP",
  ownRegions: [{ product: "XDR Addon: Deep Discovery Inspector (JP)", region: "JP" }],
  addOns: ["XDR Addon: Apex One as a Service", "XDR Add-On: Cloud App Security"],
};

/** The account of a cross grade. */
export const owner = {
  id: "1",
  hint: "p•••@globex.example",
  codeTail: "…UEU5M",
  productName: "Complete User Protection",
  registeredAt: new Date("2024-03-14T10:00:00Z"),
  purchasedAt: new Date("2026-11-02T10:00:00Z"),
};

export const hints = [
  { id: "1", hint: "j•••@acme.example", reason: "same_email", binding: false },
  { id: "2", hint: "m•••@acme.example", reason: "same_company", binding: false },
] as const;

export const boundHint = { ...hints[0], reason: "owns_license_of_order", binding: true } as const;

/** What the sample pages share. */
export const sampleFacts = ({ company = "Acme Logistics Ltd", email = "it@acme.example" }: Said) => {
  const frame = { brand: brandFor("TM"), csrf: "csrf-token", path: "/activations/a1b2" };
  const order = {
    orderNumber: "SO-2026-118204",
    certificateNumber: "LC-0090317-26",
    company,
    reseller: "Brightline IT",
  };
  return {
    email,
    company,
    viewer: { email, company, consoleLink, mayActivate: true },
    frame,
    order,
    expiresAt: new Date("2026-11-25T10:42:00Z"),
  };
};

export type Facts = ReturnType<typeof sampleFacts>;
