import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { GRACE_DAYS, type LicenseStatus } from "../../policy/license-status.ts";
import { type IconName, icon } from "../icons.ts";

/** A license of an account is registered. */
export type ShownStatus = Exclude<LicenseStatus, "not_registered">;

export const shownStatuses = [
  "active",
  "expiring",
  "grace",
  "expired",
  "not_started",
  "converted",
] as const satisfies readonly ShownStatus[];

const looks: Record<ShownStatus, { badge: string; icon: IconName }> = {
  active: { badge: "badge-soft badge-success", icon: "active" },
  expiring: { badge: "badge-soft badge-warning", icon: "clock" },
  grace: { badge: "badge-error", icon: "warning" },
  expired: { badge: "badge-outline", icon: "ended" },
  not_started: { badge: "badge-outline", icon: "calendar" },
  converted: { badge: "badge-outline", icon: "check" },
};

/** A status is an icon and words, never a colour alone. `daysLeft` counts to the end, negative after it. */
export const licenseBadge = (t: Translate, status: ShownStatus, daysLeft: number) => {
  const days = status === "grace" ? GRACE_DAYS + daysLeft : daysLeft;
  return html`<span class="badge ${looks[status].badge}">${icon(looks[status].icon)}${t(`status.${status}`, { days })}</span>`;
};
