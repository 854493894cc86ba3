import type { Translate } from "../../messages/translate.ts";

export const activityTypes = [
  "account.created",
  "account.imported",
  "account.address_changed",
  "account.ownership_transferred",
  "account.told_of_ends",
  "order.activated",
  "key.registered",
  "access.requested",
  "access.let_in",
  "access.declined",
  "user.invited",
  "user.joined",
  "user.role_changed",
  "user.removed",
  "user.left",
  "user.profile_changed",
  "user.email_change_asked",
  "user.email_changed",
  "user.expiry_mails_switched",
  "user.unproven_ways_removed",
  "user.signed_in",
  "user.password_set",
  "user.authenticator_turned_on",
  "user.authenticator_turned_off",
  "user.recovery_codes_renewed",
  "user.passkey_added",
  "user.passkey_removed",
  "user.session_ended",
  "user.other_sessions_ended",
  "invitation.sent_again",
  "invitation.withdrawn",
  "console.ready",
  "console.failed",
] as const;

export type ActivityType = (typeof activityTypes)[number];

export type ShownEvent = {
  at: Date;
  type: ActivityType;
  /** The address of the user who did it; null where no user did. */
  by: string | null;
  /** Who else did it: somebody with a key who was not signed in, the portal by itself, or the vendor's own systems. */
  actor: "visitor" | "portal" | "vendor";
  /** What the sentence names: an order, a role, the address of whom it was done to. Unknown ones are empty. */
  values: Record<"orderNumber" | "email" | "role" | "way" | "on" | "count", string>;
};

/** One event as a sentence. */
export const activityText = (t: Translate, { type, values }: ShownEvent): string =>
  t(`activity.${type}`, { ...values, email: values.email || t("activity.somebody") });
