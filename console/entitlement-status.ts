import type { Entitlement } from "./entitlements.ts";

export const statuses = ["active", "expiring", "grace", "expired", "not_started"] as const;
export type EntitlementStatus = (typeof statuses)[number];

const EXPIRING_DAYS = 90;
const GRACE_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** How a term stands today, in UTC. `days` counts to the end of the term, in grace to the end of the grace period. */
export const entitlementStatus = (
  { startsOn, endsOn }: Pick<Entitlement, "startsOn" | "endsOn">,
  now: Date,
): { status: EntitlementStatus; days: number } => {
  const days = daysUntil(endsOn, now);
  if (days < -GRACE_DAYS) return { status: "expired", days };
  if (days < 0) return { status: "grace", days: days + GRACE_DAYS };
  if (daysUntil(startsOn, now) > 0) return { status: "not_started", days };
  return { status: days <= EXPIRING_DAYS ? "expiring" : "active", days };
};

const daysUntil = (date: string, now: Date): number => Date.parse(date) / DAY_MS - Math.floor(now.getTime() / DAY_MS);
