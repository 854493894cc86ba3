import { dayFrom, GRACE_DAYS, type LicenseTerm, licenseStatus } from "./license-status.ts";

/** Days before the end of a license on which its account is told; the last is the first day of grace. */
export const reminderSteps = [90, 60, 30, 7, -1] as const;
export type ReminderStep = (typeof reminderSteps)[number];

/** `toldStep` is the last step that was told of the end which the license has now. */
export type RemindedLicense = LicenseTerm & { licenseId: string; toldStep: number | null };

/** Whom a digest may reach: an address that was never proven may be somebody else's. */
export type DigestReader = { userId: string; emailVerified: boolean; wantsMails: boolean };

export type DigestFacts = {
  licenses: readonly RemindedLicense[];
  readers: readonly DigestReader[];
  /** The day of the account's last digest. */
  lastDigestOn: string | null;
};

export type Reminder = { licenseId: string; endsOn: string; step: ReminderStep };

export type DigestPlan =
  | { ok: true; day: string; reminders: Reminder[]; readerIds: string[] }
  | { ok: false; reason: "told_today" | "nothing_due" | "nobody_to_tell" };

/**
 * DOMAIN 3, License status: one digest for an account and a day tells what came to a step since the last one. Of steps
 * that went by without a run only the nearest is told. A new end begins anew.
 */
export const planDigest = (account: DigestFacts, now: Date): DigestPlan => {
  const day = dayFrom(now, 0);
  if (account.lastDigestOn !== null && account.lastDigestOn >= day) return { ok: false, reason: "told_today" };
  const reminders = account.licenses.flatMap((license) => dueReminder(license, now) ?? []);
  if (reminders.length === 0) return { ok: false, reason: "nothing_due" };
  const readers = account.readers.filter((reader) => reader.emailVerified && reader.wantsMails);
  if (readers.length === 0) return { ok: false, reason: "nobody_to_tell" };
  return { ok: true, day, reminders, readerIds: readers.map((reader) => reader.userId) };
};

const dueReminder = (license: RemindedLicense, now: Date): Reminder | undefined => {
  const { status, daysLeft } = licenseStatus(license, now);
  if (status !== "expiring" && status !== "grace") return undefined;
  const step = reminderSteps.findLast((each) => daysLeft <= each);
  if (step === undefined || (license.toldStep !== null && license.toldStep <= step)) return undefined;
  return { licenseId: license.licenseId, endsOn: license.endsOn, step };
};

/** Which ends have come to which step today, for whoever asks the database for what may be due. */
export const stepDays = (now: Date): { step: ReminderStep; from: string; to: string }[] =>
  reminderSteps.map((step, at) => {
    const next = reminderSteps[at + 1];
    return { step, from: dayFrom(now, next === undefined ? -GRACE_DAYS : next + 1), to: dayFrom(now, step) };
  });
