/** A session ends when it was not used for 12 hours, and after 14 days in any case. */
const SESSION_IDLE_SECONDS = 12 * 3600;
export const SESSION_LIFE_SECONDS = 14 * 24 * 3600;

/** `seenAt` is written once in five minutes, so that reading a page is no write. */
const SEEN_EVERY_SECONDS = 300;

export type SessionFacts = { seenAt: Date; expiresAt: Date; revokedAt: Date | null };

export const sessionStands = (session: SessionFacts, now: Date): boolean =>
  session.revokedAt === null &&
  session.expiresAt > now &&
  session.seenAt.getTime() + SESSION_IDLE_SECONDS * 1000 > now.getTime();

export const isSeenLongAgo = (session: SessionFacts, now: Date): boolean =>
  session.seenAt.getTime() + SEEN_EVERY_SECONDS * 1000 < now.getTime();

/** Whoever changes how they sign in has signed in just now: a browser that was left open is not enough. */
const JUST_NOW_SECONDS = 15 * 60;

export const signedInJustNow = ({ beganAt }: { beganAt: Date }, now: Date): boolean =>
  now.getTime() - beganAt.getTime() < JUST_NOW_SECONDS * 1000;
