import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

const PASSWORD_MIN_CHARACTERS = 12;
const PASSWORD_MAX_CHARACTERS = 128;

export type PasswordFault = "too_short" | "too_long" | "too_common";

/** What somebody who guesses would try first: the owner's own names. */
export type PasswordOwner = { email?: string; accountId?: string };

/**
 * A new password has 12 to 128 characters, whichever they are, and is not among the first
 * hundred million guesses (common passwords, repetitions, keyboard rows, dates, the owner's own names).
 */
export const checkPassword = (password: string, owner: PasswordOwner = {}): PasswordFault | undefined => {
  if (password.length > MAX_PASSWORD_UNITS) return "too_long";
  const characters = [...comparablePassword(password)].length;
  if (characters < PASSWORD_MIN_CHARACTERS) return "too_short";
  if (characters > PASSWORD_MAX_CHARACTERS) return "too_long";
  return guesser().check(comparablePassword(password), namesOf(owner)).guesses < COMMON_BELOW_GUESSES
    ? "too_common"
    : undefined;
};

/** One text for all ways in which keyboards write the same letters, full-width ones too. */
export const comparablePassword = (password: string): string => password.toWellFormed().normalize("NFKC");

// Before normalising, which takes quadratic time for a long run of accents. A letter may be typed as several units.
export const MAX_PASSWORD_UNITS = 8 * PASSWORD_MAX_CHARACTERS;
const COMMON_BELOW_GUESSES = 1e8;

// The time grows with the square of the length: 64 characters take 15 ms at most, 128 ten times as long.
const JUDGED_CHARACTERS = 64;

let built: ZxcvbnFactory | undefined;

/** Made when first needed: the word lists take 60 ms and 20 MB. */
const guesser = (): ZxcvbnFactory => {
  built ??= new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    maxLength: JUDGED_CHARACTERS,
    l33tMaxSubstitutions: 30,
  });
  return built;
};

const namesOf = ({ email = "", accountId = "" }: PasswordOwner): string[] =>
  ["anykey", email, accountId, ...email.split(/[@.]/)].filter((name) => name.length >= 3);
