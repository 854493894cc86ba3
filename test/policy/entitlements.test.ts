import { expect, test } from "vitest";
import { type EntitlementState, entitlementEvent } from "../../src/policy/entitlements.ts";

const license = {
  licenseId: "0199a000-0000-7000-8000-000000000001",
  sku: "XDR-CAS",
  name: { en: "XDR Add-On: Cloud App Security", ja: "XDR Add-On: Cloud App Security" },
  kind: "xdr_add_on",
  region: "US",
  seats: 250,
  unit: "user",
  startsOn: "2026-05-04",
  endsOn: "2027-05-03",
  trial: false,
};

const state = (version: number, licenses: number): EntitlementState => ({
  accountId: "0199a000-0000-7000-8000-00000000000a",
  company: "Acme Inc.",
  region: "US",
  version,
  entitlements: Array.from({ length: licenses }, () => license),
});

test.each([
  ["the first state", state(1, 1), 0, "entitlements.activated"],
  ["the second one, where the first was never taken", state(2, 3), 0, "entitlements.activated"],
  ["a later state", state(2, 1), 1, "entitlements.changed"],
  ["a much later state", state(1_000_000, 2), 3, "entitlements.changed"],
  ["nothing is left", state(5, 0), 4, "entitlements.revoked"],
  ["nothing is left before the first was told", state(1, 0), 0, "entitlements.revoked"],
])("%s", (_, given, delivered, event) => {
  expect(entitlementEvent(given, delivered)).toBe(event);
});
