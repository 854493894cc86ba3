import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import en from "../../src/messages/en.json" with { type: "json" };
import ja from "../../src/messages/ja.json" with { type: "json" };
import { chooseLanguage, translator } from "../../src/messages/translate.ts";

type Ast = ReturnType<IntlMessageFormat["getAst"]>;

/** The names of the values that a message takes, also those inside of plurals and choices. */
const argumentsOf = (ast: Ast): string[] =>
  ast.flatMap((element) => {
    const own = "value" in element && element.type !== 0 ? [element.value] : [];
    const inner =
      "options" in element ? Object.values(element.options).flatMap((option) => argumentsOf(option.value)) : [];
    return [...own, ...inner];
  });

const argumentsIn = (message: string, language: string) =>
  [...new Set(argumentsOf(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst()))].sort();

const asRows = (catalogue: Record<string, string>, language: string) =>
  Object.fromEntries(Object.entries(catalogue).map(([key, message]) => [key, argumentsIn(message, language)]));

test("every message exists in both languages and takes the same values", () => {
  expect(asRows(ja, "ja")).toEqual(asRows(en, "en"));
});

test("texts keep to the voice: no exclamation marks, and polite Japanese", () => {
  const shouting = [...Object.entries(en), ...Object.entries(ja)].filter(([, message]) => /[!！]/.test(message));
  expect(shouting).toEqual([]);
  const impolite = Object.entries(ja).filter(([, message]) => /(?:だ|である)。/.test(message));
  expect(impolite).toEqual([]);
});

describe("dates are written as the design says", () => {
  test.each([
    ["en", "1 Sep 2026 – 31 Oct 2027", "25 Nov 2026, 10:42 UTC", "25 Nov 2026, 19:42"],
    ["ja", "2026年9月1日～2027年10月31日", "2026年11月25日 10:42 UTC", "2026年11月25日 19:42"],
  ] as const)("%s", (language, term, utc, tokyo) => {
    const t = translator(language);
    const at = new Date("2026-11-25T10:42:00Z");
    expect(t.term("2026-09-01", "2027-10-31")).toBe(term);
    expect(t.dateTime(at)).toBe(utc);
    expect(t.dateTime(at, "Asia/Tokyo")).toContain(tokyo);
  });
});

test("plurals follow the language", () => {
  const seats = (language: "en" | "ja", count: number, unit: string) => translator(language)("seats", { count, unit });
  expect([seats("en", 1, "user"), seats("en", 2500, "mailbox"), seats("en", 3, "core")]).toEqual([
    "1 user",
    "2,500 mailboxes",
    "3 seats",
  ]);
  expect(seats("ja", 1, "user")).toBe("1ユーザー");
});

test("a value in HTML stays HTML, and all around it is escaped", async () => {
  const { html } = await import("hono/html");
  const lead = translator("en").rich("signInCode.lead", { login: html`<b>${"<i>"}</b>` });
  expect(String(lead)).toContain("If <b>&lt;i&gt;</b> has an account");
  expect(String(translator("en").rich("signInCode.lead", { login: "<i>" }))).toContain("If &lt;i&gt; has");
});

test.each([
  ["the choice made before wins", { cookie: "ja", acceptLanguage: "en" }, "ja"],
  ["an unknown choice does not count", { cookie: "xx", acceptLanguage: "ja-JP,en;q=0.5" }, "ja"],
  ["the browser's order is by weight", { acceptLanguage: "fr, en;q=0.4, ja;q=0.8" }, "ja"],
  ["a refused language does not count", { acceptLanguage: "ja;q=0" }, "en"],
  ["nothing known is English", {}, "en"],
  ["nonsense is English", { acceptLanguage: ";;q=,*,%" }, "en"],
])("%s", (_, wish, language) => {
  expect(chooseLanguage(wish)).toBe(language);
});
