import { html } from "hono/html";
import { IntlMessageFormat } from "intl-messageformat";
import { dateWriter } from "./dates.ts";
import en from "./en.json" with { type: "json" };
import ja from "./ja.json" with { type: "json" };

export const languages = ["en", "ja"] as const;
export type Language = (typeof languages)[number];
export type MessageKey = keyof typeof en;

type Text = string | number;
type Html = ReturnType<typeof html>;

export type Translate = ((key: MessageKey, values?: Record<string, Text>) => string) &
  ReturnType<typeof dateWriter> & {
    language: Language;
    number(value: number): string;
    /** A message with HTML in the places of its values; everything else is escaped. */
    rich(key: MessageKey, values: Record<string, Text | Html>): Html;
  };

const catalogues: Record<Language, Record<MessageKey, string>> = { en, ja };
const translators = new Map<Language, Translate>();

/** The messages, dates and numbers of one language. Made once, its messages compiled once. */
export const translator = (language: Language): Translate => {
  const known = translators.get(language);
  if (known) return known;
  const made = makeTranslator(language);
  translators.set(language, made);
  return made;
};

/** The same texts, with times in a zone of the reader's instead of UTC. */
export const inTimeZone = (t: Translate, timeZone: string): Translate =>
  Object.assign((...message: Parameters<Translate>) => t(...message), t, {
    dateTime: (value: Date) => t.dateTime(value, timeZone),
  });

const makeTranslator = (language: Language): Translate => {
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  const numbers = new Intl.NumberFormat(language);
  const message = (key: MessageKey): IntlMessageFormat => {
    const known = compiled.get(key);
    if (known) return known;
    const made = new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
    compiled.set(key, made);
    return made;
  };
  return Object.assign((key: MessageKey, values?: Record<string, Text>) => String(message(key).format(values)), {
    ...dateWriter(language),
    language,
    number: (value: number) => numbers.format(value),
    rich: (key: MessageKey, values: Record<string, Text | Html>) => html`${message(key).format<Html>(values)}`,
  });
};

export const isLanguage = (value: string | undefined): value is Language =>
  languages.some((language) => language === value);

/** The language that a person chose before, else the first one of the browser that we have, else English. */
export const chooseLanguage = (wish: { cookie?: string | undefined; acceptLanguage?: string | undefined }): Language =>
  isLanguage(wish.cookie) ? wish.cookie : (preferred(wish.acceptLanguage ?? "").find(isLanguage) ?? "en");

const preferred = (header: string): string[] =>
  header
    .split(",")
    .map((entry) => {
      const [tag = "", ...parameters] = entry.trim().toLowerCase().split(";");
      const quality =
        parameters
          .find((parameter) => parameter.trim().startsWith("q="))
          ?.trim()
          .slice(2) ?? "1";
      return { primary: tag.split("-")[0] ?? "", quality: Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ primary }) => primary);
