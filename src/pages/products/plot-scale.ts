import { dayFrom, GRACE_DAYS } from "../../policy/license-status.ts";

type Term = { startsOn: string; endsOn: string };

export type Span = { x: number; width: number };

export type PlotScale = {
  /** Where a day lies, in percent of the width. */
  at(day: string): number;
  /** The part of a term that the plot shows; undefined where it lies outside. */
  span(from: string, to: string): Span | undefined;
  ticks: string[];
};

const YEARS_BACK = 2;
const YEARS_AHEAD = 4;
const DAYS = 86_400_000;

/** A time line over all terms and today; of what lies further away than some years only the near part is shown. */
export const plotScale = (terms: readonly Term[], now: Date): PlotScale => {
  const today = dayFrom(now, 0);
  const from = latest(yearsFrom(today, -YEARS_BACK), earliest(today, ...terms.map((term) => term.startsOn)));
  const to = earliest(
    yearsFrom(today, YEARS_AHEAD),
    latest(today, ...terms.map(({ endsOn }) => dayFrom(new Date(endsOn), GRACE_DAYS))),
  );
  const length = Math.max(1, days(to) - days(from));
  const at = (day: string): number => round(((days(day) - days(from)) / length) * 100);
  return {
    at,
    span: (begin, end) => {
      const [x, right] = [Math.max(0, at(begin)), Math.min(100, at(end))];
      return right > x ? { x, width: round(right - x) } : undefined;
    },
    ticks: newYears(from, to).filter((day) => at(day) > EDGE && at(day) < 100 - EDGE),
  };
};

/** A tick nearer to the edge would have its year cut off. */
const EDGE = 3;

const newYears = (from: string, to: string): string[] => {
  const first = Number(from.slice(0, 4)) + 1;
  const last = Number(to.slice(0, 4));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => `${first + index}-01-01`);
};

const days = (day: string): number => Date.parse(day) / DAYS;
const earliest = (...all: string[]): string => all.reduce((a, b) => (a < b ? a : b));
const latest = (...all: string[]): string => all.reduce((a, b) => (a > b ? a : b));
const round = (percent: number): number => Math.round(percent * 100) / 100;

const yearsFrom = (day: string, years: number): string => {
  const date = new Date(day);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return dayFrom(date, 0);
};
