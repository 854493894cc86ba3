import cliProgress from "cli-progress";
import type { Context } from "../context.ts";
import type { OrderKey } from "../actions/import-orders.ts";
import type { FileImport, ImportOptions } from "../intake/import-file.ts";
import { openSource } from "../intake/source.ts";
import type { Answer } from "./answer.ts";

const MOST_LISTED = 50;
const WORTH_A_BAR = 500;

export const fileArgument =
  "a file, or - for standard input; the format goes by the ending (.json, .ndjson, .jsonl, .csv) or the first character";

/** Imports a file and says how much of it was new, or lists what is wrong with it. */
export const importAnswer = async (
  ctx: Context,
  noun: "order" | "account",
  file: string,
  importFile: (ctx: Context, options: ImportOptions) => Promise<FileImport>,
): Promise<Answer> => {
  const source = await openSource(file);
  const progress = progressBar(noun);
  const outcome = await importFile(ctx, { source, actor: "cli", onProgress: progress.show }).finally(progress.end);
  if (outcome.ok) {
    const { total, made, unchanged, issued } = outcome;
    const line = `${total} ${noun}${total === 1 ? "" : "s"}: ${made} new, ${unchanged} unchanged`;
    const told = issued.length > 0 && { issuedKeys: issued };
    return { ok: true, lines: [line, ...keyTable(issued)], json: { total, new: made, unchanged, ...told } };
  }
  const faults = outcome.faults.map(({ place, reason, detail }) => ({ file: source.name, place, reason, detail }));
  const left = faults.length - MOST_LISTED;
  const lines = [
    ...faults
      .slice(0, MOST_LISTED)
      .map(({ place, detail }) => `${[source.name, place].filter(Boolean).join(": ")}: ${detail}`),
    ...(left > 0 ? [`… and ${left} more`] : []),
    `Nothing was changed: ${faults.length} ${faults.length === 1 ? "fault" : "faults"}.`,
  ];
  return { ok: false, lines, json: { faults } };
};

/** They are sealed from here on, so nobody can ask for them later. */
const keyTable = (issued: readonly OrderKey[]): string[] => {
  if (issued.length === 0) return [];
  const rows = [
    ["Order", "Line", "Registration key", "Activation code"],
    ...issued.map((key) => [key.orderNumber, String(key.line), key.registrationKey, key.activationCode]),
  ];
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, cell.length)), []);
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return ["The keys that AnyKey issued. They are told this once:", ...lines];
};

/** Shown where a person looks on and waits. */
const progressBar = (noun: string) => {
  let bar: cliProgress.SingleBar | undefined;
  return {
    show: (done: number, total: number) => {
      if (!process.stderr.isTTY || total <= WORTH_A_BAR) return;
      if (!bar) {
        const format = `{bar} {value} of {total} ${noun}s, {eta_formatted} left`;
        bar = new cliProgress.SingleBar({ format, stream: process.stderr }, cliProgress.Presets.shades_classic);
        bar.start(total, done);
      }
      bar.update(done);
    },
    end: () => bar?.stop(),
  };
};
