/**
 * DOMAIN.md 3, Existing-account check: two companies have the same name when these are equal.
 * Case, width, punctuation and legal forms do not count; a name that is nothing but a legal form keeps its letters.
 * A name without any letter or digit is compared as it stands; an empty one gives "", which matches nothing.
 */
export const normaliseCompanyName = (name: string): string => {
  const folded = foldCase(name).replace(/\s+/g, " ").trim();
  const letters = withoutAttachedForms(withoutLegalWords(wordsOf(folded)).join("").normalize("NFKC"));
  return letters === "" ? folded : letters;
};

// Upper case makes ß SS, once lower case has made ẞ ß. The final sigma depends on its neighbours, so it goes.
const foldCase = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFKC")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll("ς", "σ")
    .normalize("NFKC");

const wordsOf = (folded: string): string[] =>
  folded
    .replace(/\(([株有合同주])\)/gu, (_, form: string) => ` ${BRACKETED_FORMS[form]} `)
    .replace(/[.'’/\\]+/g, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .replace(/(?<=^| )(\p{L}) (?=\p{L}(?: |$))/gu, "$1") // "K. K." and "S. A." are one word
    .trim()
    .split(" ");

const BRACKETED_FORMS: Record<string, string> = {
  株: "株式会社",
  有: "有限会社",
  合: "合同会社",
  同: "合同会社",
  주: "주식회사",
};

const ATTACHED_FORMS = [
  ...["株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "一般財団法人"],
  ...["股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "주식회사", "유한회사"],
];

const LEGAL_WORDS_BEHIND = new Set([
  ...["inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc"],
  ...["gmbh", "mbh", "ggmbh", "ag", "kg", "kgaa", "ohg", "ug", "se", "sa", "sas", "sasu", "sarl", "spa", "srl", "sl"],
  ...["slu", "bv", "nv", "bvba", "ab", "oy", "oyj", "as", "asa", "aps", "pty", "pte", "pvt", "sdn", "bhd", "tbk"],
  ...["ltda", "sro", "doo", "kft", "kk", "gk", "yk", "kabushiki", "kabushikigaisha", "kaisha", "gaisha", "godo"],
  ...["goudou", "gomei", "yugen", "yuugen", ...ATTACHED_FORMS],
]);

// Fewer than behind: "Co", "SE", "SA" or "SPA" may begin a proper name.
const LEGAL_WORDS_IN_FRONT = new Set([
  ...["kk", "gk", "yk", "kabushiki", "kabushikigaisha", "kaisha", "gaisha", "godo", "goudou", "yugen", "yuugen"],
  ...["gmbh", "ab", "oy", "pt", "ooo", ...ATTACHED_FORMS],
]);

const withoutLegalWords = (words: readonly string[]): readonly string[] => {
  let [from, to] = [0, words.length];
  while (from < to && LEGAL_WORDS_BEHIND.has(words[to - 1] ?? "")) to -= 1;
  while (from < to && LEGAL_WORDS_IN_FRONT.has(words[from] ?? "")) from += 1;
  return from < to ? words.slice(from, to) : words;
};

/** Japanese, Chinese and Korean forms stand right at the name, without a space. */
const withoutAttachedForms = (letters: string): string => {
  for (const form of ATTACHED_FORMS) {
    if (letters === form) return letters;
    if (letters.startsWith(form)) return withoutAttachedForms(letters.slice(form.length));
    if (letters.endsWith(form)) return withoutAttachedForms(letters.slice(0, -form.length));
  }
  return letters;
};
