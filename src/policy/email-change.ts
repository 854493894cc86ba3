/** The code that proves a new address works for an hour. */
export const EMAIL_CHANGE_SECONDS = 3600;

/** For so long support can tell which address a user had before: it may not have been they who changed it. */
export const KEPT_EMAIL_CHANGE_SECONDS = 90 * 24 * 3600;

export type EmailChangeFacts = {
  expiresAt: Date;
  endedReason: "changed" | "too_many_codes" | "replaced" | null;
};

/** Whether the code of a change still counts. */
export const emailChangeStands = (
  { endedReason, expiresAt }: EmailChangeFacts,
  now: Date,
): { ok: true } | { ok: false; reason: "email_change_over" | "too_many_codes" } => {
  if (endedReason === "too_many_codes") return { ok: false, reason: "too_many_codes" };
  return endedReason === null && expiresAt > now ? { ok: true } : { ok: false, reason: "email_change_over" };
};
