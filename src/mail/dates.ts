import { dateWriter } from "../messages/dates.ts";
import type { Language } from "../messages/translate.ts";

/** A time with its zone named, because a mail is read anywhere: `25 Nov 2026, 10:42 (UTC)`. */
export const formatTime = (language: Language, iso: string): string => {
  const time = new Date(iso).toISOString().slice(11, 16);
  return `${dateWriter(language).date(iso)}${language === "ja" ? " " : ", "}${time} (UTC)`;
};
