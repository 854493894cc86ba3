import { expect, test } from "vitest";
import { entitlementStatus } from "../../console/entitlement-status.ts";

const now = new Date("2026-11-24T23:59:00Z");

test.each([
  ["2026-11-25", "2027-11-24", "not_started", 365],
  ["2026-11-24", "2027-02-23", "active", 91],
  ["2026-11-24", "2027-02-22", "expiring", 90],
  ["2025-11-25", "2026-11-24", "expiring", 0],
  ["2025-11-24", "2026-11-23", "grace", 29],
  ["2025-10-26", "2026-10-25", "grace", 0],
  ["2025-10-25", "2026-10-24", "expired", -31],
])("from %s to %s: %s", (startsOn, endsOn, status, days) => {
  expect(entitlementStatus({ startsOn, endsOn }, now)).toEqual({ status, days });
});
