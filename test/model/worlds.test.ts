import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type KindOfWorld, kindsOfWorld } from "./worlds.ts";

const MOST_SECONDS = 300;

/** In a process of its own: a test runner's way of importing makes millions of small calls several times slower. */
const model = async (kind: KindOfWorld): Promise<{ output: string; worlds: number }> => {
  const { stdout } = await promisify(execFile)(process.execPath, ["scripts/model.ts", "--kind", kind]);
  return { output: stdout, worlds: Number(/([\d,]+) worlds/.exec(stdout)?.[1]?.replaceAll(",", "")) };
};

test.concurrent.each(kindsOfWorld)(
  "in every small world (%s), after any three attempts, what must hold does",
  { timeout: MOST_SECONDS * 1000 },
  async (kind) => {
    const { output, worlds } = await model(kind);
    expect(output).not.toMatch(/BROKEN|never reached/);
    expect(worlds).toBeGreaterThan(kind === "mixed" ? 2_000 : 100_000);
  },
);
