import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import type { Context } from "../src/context.ts";
import { createDb, createPool } from "../src/db/client.ts";
import { loadShippedCatalog } from "../src/load-samples.ts";
import { openRuntime } from "../src/runtime.ts";
import { countStatements } from "../test/support/statements.ts";
import { type Case, decisions, prepareCase } from "./decision/cases.ts";

/** Issue "the rules", Figures: what the full decision costs, facts read and decided, for a small and a big account. */
export const bench = async ({ quick }: { quick: boolean }): Promise<void> => {
  const load = loadavg();
  const dataDir = mkdtempSync(join(tmpdir(), "anykey-bench-"));
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  const runtime = await openRuntime({ config, process: "cli" });
  const pool = createPool(runtime.databaseUrl, 2);
  const statements = countStatements(pool);
  try {
    await loadShippedCatalog(runtime.ctx);
    const sizes = quick ? [10, 1000] : [10, 10_000];
    const cases = new Map<number, Case>();
    for (const size of sizes) cases.set(size, await prepareCase(runtime.ctx, size));
    await runtime.ctx.pool.query("vacuum analyze");
    console.log(
      `${availableParallelism()} cores, load average before ${load.map((each) => each.toFixed(1)).join(" ")}.`,
    );
    await measureAll({ ...runtime.ctx, pool, db: createDb(pool) }, cases, statements, quick ? 30 : 300);
  } finally {
    await pool.end();
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const measureAll = async (ctx: Context, cases: Map<number, Case>, statements: () => number, runs: number) => {
  console.log(`One at a time, ${runs} runs each, the sizes in turn.\n`);
  console.log(row("", "licenses", "statements", "p50 ms", "p99 ms"));
  for (const [name, decide] of Object.entries(decisions)) {
    const times = new Map<number, number[]>([...cases.keys()].map((size) => [size, []]));
    const sent = new Map<number, number>();
    for (let run = -WARM_UP; run < runs; run++) {
      for (const [size, given] of cases) {
        statements();
        const begun = performance.now();
        await decide(ctx, given);
        if (run >= 0) times.get(size)?.push(performance.now() - begun);
        sent.set(size, statements());
      }
    }
    for (const [size, each] of times) {
      const sorted = each.toSorted((a, b) => a - b);
      const quantile = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(2);
      console.log(row(name, String(size), String(sent.get(size)), quantile(0.5), quantile(0.99)));
    }
  }
};

const WARM_UP = 10;

const row = (name: string, ...cells: string[]): string =>
  name.padEnd(30) + cells.map((cell) => cell.padStart(12)).join("");
