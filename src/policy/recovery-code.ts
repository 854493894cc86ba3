/** Without letters and digits that look alike. 32 of them: five bits each. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CHARACTERS = 10;

export const RECOVERY_CODES = 10;
export const RECOVERY_CODE_BYTES = CHARACTERS;

/** A recovery code of ten random bytes: 50 bits, in two groups to write down. */
export const recoveryCodeOf = (random: Uint8Array): string => {
  const letters = [...random.subarray(0, CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
};

/** The code as it was given out, however it is typed; undefined for what can be none. */
export const parseRecoveryCode = (typed: string): string | undefined => {
  const letters = typed
    .slice(0, 100)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "");
  const isOne = letters.length === CHARACTERS && [...letters].every((letter) => ALPHABET.includes(letter));
  return isOne ? `${letters.slice(0, 5)}-${letters.slice(5)}` : undefined;
};
