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
