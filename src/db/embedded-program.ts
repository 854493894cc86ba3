import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import type { Account } from "./embedded-account.ts";

// Nothing of the caller's environment: PGDATA, LANG and their like would change what PostgreSQL does.
const environment = { LC_ALL: "C", TZ: "UTC" };

export const programOptions = (account: Account | null): SpawnOptions => ({ cwd: "/", env: environment, ...account });

/**
 * The data directory as its programs are told it. They get it opened, too, as descriptor 3: root's database may lie in a
 * folder that its account cannot walk into (/root), and there the descriptor is the only way.
 */
export const dataPath = (account: Account | null, dir: string) =>
  account && process.platform === "linux" ? "/proc/self/fd/3" : dir;

type Run = { program: string; args: string[]; account: Account | null; opened?: string[] };

/** Runs a program to its end. It gets the `opened` files as descriptors 3, 4 and so on. */
export const runProgram = async ({ program, args, account, opened = [] }: Run) => {
  const descriptors = opened.map((path) => openSync(path, "r"));
  const output: string[] = [];
  try {
    const child = spawn(program, args, {
      ...programOptions(account),
      stdio: ["ignore", "ignore", "pipe", ...descriptors],
    });
    child.stderr?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    const [code] = await once(child, "close");
    return { ok: code === 0, output: output.join("") };
  } catch (error) {
    return { ok: false, output: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor);
  }
};

/** The line of a program's output that says what went wrong. */
export const faultLine = (output: string) => {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const fault = lines.findLast((line) => /(FATAL|PANIC|[Ee]rror): /.test(line)) ?? lines.at(-1) ?? "no reason given";
  return fault.replace(/^.*?(FATAL|PANIC|error): +/, "").trim();
};
