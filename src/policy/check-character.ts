/** DOMAIN.md 3, Key entry: issued keys avoid I, O, 0 and 1, which people mix up when they read and type. */
export const ISSUED_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * The last character of an issued key, computed from everything before it.
 * Each character weighs another power of x in the field of 32 elements, so no single wrong character
 * and no swap of two characters leaves the sum as it was (a key has at most 31, the powers repeat after that).
 */
export const checkCharacterOf = (characters: string): string => ISSUED_ALPHABET.charAt(timesX(weightedSum(characters)));

const weightedSum = (characters: string): number =>
  [...characters].reduce((sum, character) => timesX(sum) ^ elementOf(character), 0);

const FIELD_POLYNOMIAL = 0b100101; // x^5 + x^2 + 1, primitive

const timesX = (element: number): number => {
  const shifted = element << 1;
  return shifted & 0b100000 ? shifted ^ FIELD_POLYNOMIAL : shifted;
};

/** A prefix may hold I and O. They take the values of 2 and 3, which no prefix holds. */
const elementOf = (character: string): number =>
  character === "I" ? 0 : character === "O" ? 1 : ISSUED_ALPHABET.indexOf(character);
