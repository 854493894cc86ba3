const PASSWORD_MIN_CHARACTERS = 12;
const PASSWORD_MAX_CHARACTERS = 128;

export type PasswordFault = "too_short" | "too_long" | "too_common";

/** What somebody who guesses would try first: the owner's own names. */
export type PasswordOwner = { email?: string; accountId?: string };

/** How many guesses it takes to come to a password, where these names are tried, too. */
export type GuessesFor = (password: string, names: string[]) => number;

/**
 * A new password has 12 to 128 characters, whichever they are, and is not among the first
 * hundred million guesses (common passwords, repetitions, keyboard rows, dates, the owner's own names).
 */
export const checkPassword = (
  password: string,
  owner: PasswordOwner,
  guessesFor: GuessesFor,
): PasswordFault | undefined => {
  if (password.length > MAX_PASSWORD_UNITS) return "too_long";
  const characters = [...comparablePassword(password)].length;
  if (characters < PASSWORD_MIN_CHARACTERS) return "too_short";
  if (characters > PASSWORD_MAX_CHARACTERS) return "too_long";
  return guessesFor(comparablePassword(password), namesOf(owner)) < COMMON_BELOW_GUESSES ? "too_common" : undefined;
};

/** One text for all ways in which keyboards write the same letters, full-width ones too. */
export const comparablePassword = (password: string): string => password.toWellFormed().normalize("NFKC");

// Before normalising, which takes quadratic time for a long run of accents. A letter may be typed as several units.
export const MAX_PASSWORD_UNITS = 8 * PASSWORD_MAX_CHARACTERS;
const COMMON_BELOW_GUESSES = 1e8;

const namesOf = ({ email = "", accountId = "" }: PasswordOwner): string[] =>
  ["anykey", email, accountId, ...email.split(/[@.]/)].filter((name) => name.length >= 3);
