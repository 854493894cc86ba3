import type { Language } from "./translate.ts";

type DateWriter = {
  /** `1 Nov 2026`, `2026年11月1日`. A date without a time is the same day for everybody. */
  date(value: string | Date): string;
  /** `25 Nov 2026, 10:42 UTC`. Without a known time zone it is UTC and says so. */
  dateTime(value: Date, timeZone?: string): string;
  /** `1 Nov 2026 – 31 Oct 2027`, `2026年11月1日～2027年10月31日`. */
  term(startsOn: string, endsOn: string): string;
};

// British English writes "Sept", so the month comes from American English and the order from British.
const englishDay = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en-US", { year: "numeric", month: "short", day: "numeric", timeZone });
  return (value: Date): string => {
    const parts = Object.fromEntries(format.formatToParts(value).map((part) => [part.type, part.value]));
    return `${parts.day} ${parts.month} ${parts.year}`;
  };
};

const japaneseDay = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("ja-JP", { year: "numeric", month: "long", day: "numeric", timeZone });
  return (value: Date): string => format.format(value);
};

const clock = (language: Language, timeZone: string) => {
  const format = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  });
  return (value: Date): string => format.format(value);
};

/** Remembers what was made for a time zone: an Intl format takes a quarter of a millisecond and much memory to make. */
const oncePerZone = <T>(make: (timeZone: string) => T) => {
  const made = new Map<string, T>();
  return (timeZone: string): T => {
    const known = made.get(timeZone) ?? make(timeZone);
    made.set(timeZone, known);
    return known;
  };
};

const asDate = (value: string | Date): Date => (typeof value === "string" ? new Date(value) : value);

/** Dates and terms as one language writes them. */
export const dateWriter = (language: Language): DateWriter => {
  const day = oncePerZone(language === "ja" ? japaneseDay : englishDay);
  const time = oncePerZone((timeZone) => clock(language, timeZone));
  const date = (value: string | Date): string => day("UTC")(asDate(value));
  return {
    date,
    dateTime: (value, timeZone = "UTC") =>
      `${day(timeZone)(value)}${language === "ja" ? " " : ", "}${time(timeZone)(value)}`,
    term: (startsOn, endsOn) => `${date(startsOn)}${language === "ja" ? "～" : " – "}${date(endsOn)}`,
  };
};
