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

/** The days on which a status turns into the next one, for whoever asks the database for licenses by status. */
export const statusDays = (now: Date): StatusDays => ({
  today: dayFrom(now, 0),
  graceFrom: dayFrom(now, -GRACE_DAYS),
  expiringUntil: dayFrom(now, EXPIRING_DAYS),
});

export type StatusDays = {
  today: string;
  /** A license that ended on this day has its last day of grace. */
  graceFrom: string;
  /** The last end that counts as near. */
  expiringUntil: string;
};

/** The last day of grace. */
export const graceEndsOn = (endsOn: string): string => dayFrom(new Date(endsOn), GRACE_DAYS);

/** The date so many days from now, in UTC. */
export const dayFrom = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days from today to a date, both in UTC: 0 all day long on that date. */
export const daysUntil = (date: string, now: Date): number => {
  const days = Date.parse(date) / DAY_MS - Math.floor(now.getTime() / DAY_MS);
  if (!Number.isInteger(days)) throw new Error(`Not a date: ${JSON.stringify(date)} (now ${now.getTime()}).`);
  return days;
};
