/** The link to set another password works for an hour, once. */
export const PASSWORD_RESET_SECONDS = 3600;

export type PasswordResetFacts = { userId: string | null; expiresAt: Date; usedAt: Date | null };

export const resetStands = (reset: PasswordResetFacts, now: Date): boolean =>
  reset.userId !== null && reset.usedAt === null && reset.expiresAt > now;
