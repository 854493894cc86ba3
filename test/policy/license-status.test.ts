import fc from "fast-check";
import { expect, test } from "vitest";
import { daysUntil, isLive, licenseStatus } from "../../src/policy/license-status.ts";

const NOON = new Date("2026-06-15T12:00:00Z");
const inDays = (days: number) => new Date(NOON.getTime() + days * 86_400_000).toISOString().slice(0, 10);
const license = (facts: object) =>
  ({
    registered: true,
    startsOn: inDays(-100),
    endsOn: inDays(200),
    converted: false,
    version: "full",
    ...facts,
  }) as const;

test.each([
  ["long to go", { endsOn: inDays(91) }, "active", 91],
  ["90 days to go", { endsOn: inDays(90) }, "expiring", 90],
  ["ends today", { endsOn: inDays(0) }, "expiring", 0],
  ["ended yesterday", { endsOn: inDays(-1) }, "grace", -1],
  ["last day of grace", { endsOn: inDays(-30) }, "grace", -30],
  ["grace is over", { endsOn: inDays(-31) }, "expired", -31],
  ["starts today", { startsOn: inDays(0) }, "active", 200],
  ["starts tomorrow", { startsOn: inDays(1) }, "not_started", 200],
  ["short and not started", { startsOn: inDays(1), endsOn: inDays(30) }, "not_started", 30],
  ["nobody has registered it", { registered: false }, "not_registered", 200],
  ["ended before anybody registered it", { registered: false, endsOn: inDays(-90) }, "not_registered", -90],
  ["a trial that became a full license", { converted: true, version: "trial" }, "converted", 200],
])("%s", (_, facts, status, daysLeft) => {
  expect(licenseStatus(license(facts), NOON)).toEqual({ status, daysLeft });
});

test.each([
  ["not started", { startsOn: inDays(10) }, true],
  ["in its last day of grace", { endsOn: inDays(-30) }, true],
  ["after its grace", { endsOn: inDays(-31) }, false],
  ["a converted trial", { converted: true, version: "trial" }, false],
])("live: %s", (_, facts, live) => {
  expect(isLive(license(facts), NOON)).toBe(live);
});

test.each([
  ["2026-06-15T00:00:00.000Z", 0],
  ["2026-06-15T23:59:59.999Z", 0],
  ["2026-06-16T00:00:00.000Z", -1],
  ["2026-06-15T23:30:00-05:00", -1],
])("a license that ends on 15 June has, at %s, %i days", (at, days) => {
  expect(daysUntil("2026-06-15", new Date(at))).toBe(days);
});

test("a date that is none is a fault", () => {
  expect(() => daysUntil("soon", NOON)).toThrow(/Not a date/);
  expect(() => daysUntil("2026-06-15T10:00:00Z", NOON)).toThrow(/Not a date/);
});

test("a registered license is live exactly until it is expired", () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }), (starts, ends) => {
      const facts = license({ startsOn: inDays(starts), endsOn: inDays(ends) });
      expect(isLive(facts, NOON)).toBe(licenseStatus(facts, NOON).status !== "expired");
    }),
  );
});
