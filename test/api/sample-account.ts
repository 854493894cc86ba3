import { freshCode, freshEmail } from "../support/sample-order.ts";

let serial = 0;

export const sampleLicense = (facts: object = {}) => ({
  activationCode: freshCode(),
  sku: "A1",
  version: "full",
  seats: 120,
  startsOn: "2026-03-01",
  endsOn: "2027-02-28",
  registeredAt: "2026-03-02T08:30:00Z",
  ...facts,
});

/** A customer of an older system, as its JSON. */
export const sampleAccount = (facts: object = {}) => ({
  accountId: `birch-${++serial}`,
  email: freshEmail(),
  firstName: "Sam",
  lastName: null,
  company: "Birch & Sons Ltd",
  country: "GB",
  language: "de-AT",
  timeZone: "Europe/London",
  emailVerified: true,
  createdAt: "2026-03-02T08:30:00Z",
  licenses: [sampleLicense()],
  ...facts,
});
