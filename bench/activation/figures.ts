import type { Measured } from "./load.ts";

/** What one target did over all rounds: the median round's rate, and the times of all rounds together. */
export type Figures = { name: string; rates: number[]; rate: number; p50: number; p99: number };

const median = (values: readonly number[]): number => quantile(values, 0.5);

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

/** The figures of a whole unit, and of its steps where it has several. */
export const figuresOf = (name: string, rounds: readonly Measured[], stepNames: readonly string[]): Figures[] => {
  const rates = rounds.map(({ whole, seconds }) => whole.length / seconds);
  const line = (label: string, times: number[]) => ({
    name: label,
    rates,
    rate: median(rates),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  });
  const steps = stepNames.map((step, at) => ({
    ...line(
      `  ${step}`,
      rounds.flatMap((round) => round.steps[at] ?? []),
    ),
    rates: [],
  }));
  return [
    line(
      name,
      rounds.flatMap((round) => round.whole),
    ),
    ...(stepNames.length > 1 ? steps : []),
  ];
};

export const printFigures = (lines: readonly Figures[]): void => {
  console.log(row("", "per s", "p50 ms", "p99 ms", "rounds, per s"));
  for (const { name, rates, rate, p50, p99 } of lines) {
    const whole = rates.length > 0;
    console.log(
      row(
        name,
        whole ? rate.toFixed(0) : "",
        p50.toFixed(2),
        p99.toFixed(2),
        rates.map((each) => each.toFixed(0)).join(" "),
      ),
    );
  }
};

/** The ratio of two targets, round by round, since both met the same machine in the same round. */
export const printRatio = (name: string, rates: readonly number[], against: readonly number[], aim?: number): void => {
  const ratios = rates.map((rate, round) => rate / (against[round] ?? Number.NaN));
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(" ");
  console.log(
    `${name.padEnd(44)}${median(ratios).toFixed(2)}${aim === undefined ? "" : `   aim ${aim.toFixed(2)}`}   rounds ${each}`,
  );
};

const row = (name: string, ...cells: string[]): string =>
  name.padEnd(44) + cells.map((cell, at) => (at === cells.length - 1 ? `   ${cell}` : cell.padStart(9))).join("");
