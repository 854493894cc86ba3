export type LicenseStatus =
  | "not_registered"
  | "not_started"
  | "active"
  | "expiring"
  | "grace"
  | "expired"
  | "converted";

export type LicenseTerm = {
  registered: boolean;
  startsOn: string;
  endsOn: string;
  converted: boolean;
  version: "full" | "trial";
};

const EXPIRING_DAYS = 90;
export const GRACE_DAYS = 30;

/** DOMAIN.md 3, License status. `daysLeft` counts to the end of the license and is negative after it. */
export const licenseStatus = (license: LicenseTerm, now: Date): { status: LicenseStatus; daysLeft: number } => {
  const daysLeft = daysUntil(license.endsOn, now);
  return { status: statusOf(license, daysLeft, now), daysLeft };
};

const statusOf = (license: LicenseTerm, daysLeft: number, now: Date): LicenseStatus => {
  if (license.converted) return "converted";
  if (!license.registered) return "not_registered";
  if (daysLeft < -GRACE_DAYS) return "expired";
  if (daysLeft < 0) return "grace";
  if (daysUntil(license.startsOn, now) > 0) return "not_started";
  return daysLeft <= EXPIRING_DAYS ? "expiring" : "active";
};

/** A license is live until its grace period is over, also before its start; a converted trial is not. */
export const isLive = (license: Pick<LicenseTerm, "endsOn" | "converted">, now: Date): boolean =>
  !license.converted && daysUntil(license.endsOn, now) >= -GRACE_DAYS;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days from today to a date, both in UTC: 0 all day long on that date. */
export const daysUntil = (date: string, now: Date): number => {
  const days = Date.parse(date) / DAY_MS - Math.floor(now.getTime() / DAY_MS);
  if (!Number.isInteger(days)) throw new Error(`Not a date: ${JSON.stringify(date)} (now ${now.getTime()}).`);
  return days;
};
