import cliProgress from "cli-progress";
import type { Context } from "../context.ts";
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
    const { total, made, unchanged } = outcome;
    const line = `${total} ${noun}${total === 1 ? "" : "s"}: ${made} new, ${unchanged} unchanged`;
    return { ok: true, lines: [line], json: { total, new: made, unchanged } };
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
