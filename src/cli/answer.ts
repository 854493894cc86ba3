import { readConfig } from "../config.ts";
import type { Context } from "../context.ts";
import { plainFault } from "../plain-fault.ts";
import { withRuntime } from "../runtime.ts";

/** What a command has to say: to people in lines, to machines as one JSON document. */
export type Answer = { ok: boolean; lines: string[]; json: Record<string, unknown>; notes?: string[] };

export type AnswerOptions = { json?: boolean };

/** Runs a command on the database and prints its answer. Ends with 0 (done), 1 (refused) or 2 (a fault). */
export const answer = async (
  options: AnswerOptions,
  work: (ctx: Context) => Promise<Answer>,
  needs: { migrate?: boolean } = {},
): Promise<void> => {
  try {
    const answered = await withRuntime({ config: readConfig(), process: "cli", connections: 2, ...needs }, work);
    print(options, answered);
    process.exitCode = answered.ok ? 0 : 1;
  } catch (error) {
    tellFault(error, options);
  }
};

/** One line where a person can help it; else all that is known, since the program is at fault. */
export const tellFault = (error: unknown, options: AnswerOptions = {}): void => {
  const line = plainFault(error);
  if (options.json) write(process.stdout, JSON.stringify({ ok: false, detail: line ?? "AnyKey has failed." }));
  write(process.stderr, line === undefined ? traceOf(error) : withoutControls(line));
  process.exitCode = 2;
};

const print = (options: AnswerOptions, { ok, lines, json, notes = [] }: Answer): void => {
  if (options.json) {
    write(process.stdout, JSON.stringify({ ok, ...json }));
    return;
  }
  for (const line of lines) write(ok ? process.stdout : process.stderr, withoutControls(line));
  for (const note of notes) write(process.stderr, withoutControls(note));
};

const write = (stream: NodeJS.WriteStream, line: string) => stream.write(`${line}\n`);

/** What stands in a file must not be able to steer the terminal. */
const withoutControls = (line: string): string => line.replace(/\p{Cc}/gu, "\u{fffd}");

const traceOf = (error: unknown): string => {
  const causes: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    causes.push(cause.stack ?? cause.message);
  return causes.join("\nCaused by: ") || String(error);
};
