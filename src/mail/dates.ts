import { type Language, translator } from "../messages/translate.ts";

/** A time with its zone named: `25 Nov 2026, 10:42 (UTC)`, `25 Nov 2026, 19:42 (GMT+9)`. */
export const formatTime = (language: Language, timeZone: string, moment: string): string => {
  const [, time = "", zone = ""] =
    /^(.*\S)\s+(\S+)$/.exec(translator(language).dateTime(new Date(moment), timeZone)) ?? [];
  return `${time} (${zone})`;
};
