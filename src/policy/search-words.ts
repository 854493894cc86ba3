const LONGEST = 100;
const MOST_WORDS = 8;

/** What somebody looks for, as words that must all be found: small letters, and full-width ones like the usual ones. */
export const searchWords = (typed: string): string[] =>
  searchText(typed)
    .toLowerCase()
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);

/** The same as one text, as it is shown again and compared with an order number. */
export const searchText = (typed: string): string =>
  typed
    .slice(0, LONGEST)
    .toWellFormed()
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();

/**
 * The same as the number of an order or a certificate, in the form in which such numbers are compared: capitals without
 * hyphens and spaces. Null where it has no digit and so is none.
 */
export const searchedNumber = (typed: string): string | null =>
  /\d/.test(searchText(typed))
    ? searchText(typed)
        .toUpperCase()
        .replace(/[\p{Pd}\s]/gu, "")
    : null;
