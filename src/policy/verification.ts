/** DOMAIN 3, E-mail verification: five wrong codes end the attempt. */
export const MAX_WRONG_CODES = 5;

export type VerificationFacts = {
  expiresAt: Date;
  endedReason: "too_many_codes" | "replaced" | "used" | null;
  wrongCodes: number;
  sentAt: Date;
};

export type VerificationRefusal =
  | { ok: false; reason: "verification_expired" }
  | { ok: false; reason: "too_many_codes" }
  | { ok: false; reason: "wrong_code"; triesLeft: number };

/** Whether a verification can still complete an activation. A replaced one (the address was changed) cannot. */
export const verificationStands = (facts: VerificationFacts, now: Date): { ok: true } | VerificationRefusal => {
  if (facts.endedReason === "too_many_codes") return { ok: false, reason: "too_many_codes" };
  if (facts.endedReason === "replaced" || facts.expiresAt <= now) return { ok: false, reason: "verification_expired" };
  return { ok: true };
};

/** Spaces, hyphens and full-width digits are as good as plain ones. */
export const codeDigits = (typed: string): string => typed.normalize("NFKC").replace(/[\s-]/g, "");

/** What a typed code does: the fifth wrong one ends the attempt. */
export const judgeCode = (
  right: boolean,
  wrongCodes: number,
): { ok: true } | Exclude<VerificationRefusal, { reason: "verification_expired" }> => {
  if (right) return { ok: true };
  const triesLeft = MAX_WRONG_CODES - wrongCodes - 1;
  return triesLeft > 0 ? { ok: false, reason: "wrong_code", triesLeft } : { ok: false, reason: "too_many_codes" };
};

/** When a mail may be sent again. */
export const resendPossibleAt = (sentAt: Date, cooldownSeconds: number): Date =>
  new Date(sentAt.getTime() + cooldownSeconds * 1000);

const SAME_PRESS_SECONDS = 60;

/** A second press of the button right after the first is answered like the first; later the link is used up. */
export const isRepeatedPress = (usedAt: Date, now: Date): boolean =>
  now.getTime() - usedAt.getTime() < SAME_PRESS_SECONDS * 1000;
