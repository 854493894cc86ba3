/**
 * A new key is published before it signs: consoles keep a copy of our public keys, for ten minutes as a rule, and
 * portals need half a minute to take the key up.
 */
export const PUBLISHED_AHEAD_SECONDS = 900;

/** A relieved key is published for as long as a sign-in that it signed may be named again, at a sign-out. */
export const RELIEVED_KEY_SECONDS = 14 * 24 * 3600;

type SigningKeyFacts = { kid: string; signsFrom: Date };

/** The keys in the order of their use: first the newest that may sign, last those whose time has not come. */
export const inSigningOrder = <Key extends SigningKeyFacts>(keys: readonly Key[], now: Date): Key[] => {
  const newestFirst = keys.toSorted(
    (a, b) => b.signsFrom.getTime() - a.signsFrom.getTime() || (a.kid < b.kid ? -1 : 1),
  );
  return [...newestFirst.filter((key) => key.signsFrom <= now), ...newestFirst.filter((key) => key.signsFrom > now)];
};
