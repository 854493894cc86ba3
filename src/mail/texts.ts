import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../messages/translate.ts";
import { formatTime } from "./dates.ts";
import en from "./texts.en.json" with { type: "json" };
import ja from "./texts.ja.json" with { type: "json" };

type TextKey = keyof typeof en;
export type MailTranslate = ((key: TextKey, values?: Record<string, string | number>) => string) & {
  language: Language;
  /** A moment (ISO 8601) in the reader's time zone, which it names: a mail is read anywhere. */
  time(moment: string): string;
};

const texts: Record<Language, Record<TextKey, string>> = { en, ja };
const parsed = new Map<string, IntlMessageFormat>();

/** The texts of mails in one language. Values are made one visible line each, so that none can forge lines or subjects. */
export const mailTexts = (language: Language, timeZone: string): MailTranslate =>
  Object.assign(
    (key: TextKey, values: Record<string, string | number> = {}) =>
      String(messageOf(language, key).format(onOneLine(values))),
    { language, time: (moment: string) => formatTime(language, timeZone, moment) },
  );

const messageOf = (language: Language, key: TextKey): IntlMessageFormat => {
  const name = `${language} ${key}`;
  const message = parsed.get(name) ?? new IntlMessageFormat(texts[language][key], language, {}, { ignoreTag: true });
  parsed.set(name, message);
  return message;
};

const onOneLine = (values: Record<string, string | number>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? oneLine(value) : value]),
  );

/** Text on one line, without control characters and without the marks that turn the reading direction. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
