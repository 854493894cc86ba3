import { type RawBuilder, sql } from "kysely";
import type { LicenseStatus, StatusDays } from "../policy/license-status.ts";

export type HeldStatus = Exclude<LicenseStatus, "not_registered">;

/** The status of a registered license as policy/license-status.ts names it, for counting without reading each one. */
export const statusInSql = (days: StatusDays): RawBuilder<HeldStatus> => sql<HeldStatus>`case
  when licenses.converted_to is not null then 'converted'
  when licenses.ends_on < ${days.graceFrom}::date then 'expired'
  when licenses.ends_on < ${days.today}::date then 'grace'
  when licenses.starts_on > ${days.today}::date then 'not_started'
  when licenses.ends_on <= ${days.expiringUntil}::date then 'expiring'
  else 'active' end`;

/** Over: nothing is left of it, not even grace. */
export const isOverInSql = (days: StatusDays): RawBuilder<boolean> =>
  sql<boolean>`(licenses.converted_to is not null or licenses.ends_on < ${days.graceFrom}::date)`;
