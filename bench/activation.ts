import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../src/config.ts";
import type { Context } from "../src/context.ts";
import { countWaitingJobs } from "../src/db/jobs.ts";
import { loadShippedCatalog } from "../src/load-samples.ts";
import { openRuntime } from "../src/runtime.ts";
import { drive, type Statement } from "./activation/load.ts";
import { prepareTurn, type Turn } from "./activation/orders.ts";
import { type Arrangement, startPortalAndWorker } from "./activation/portal-under-load.ts";
import { freePort, residentMegabytes, startLoadProcess } from "./activation/processes.ts";
import { recordStatements } from "./activation/recording.ts";
import { printReport } from "./activation/report.ts";
import { loadOnce, type Measuring, runRounds, type Sizes } from "./activation/rounds.ts";
import { measureStarts } from "./activation/start-times.ts";
import { activationUnit, previewUnit } from "./activation/units.ts";

const CONNECTIONS = 8;

const sizes = (quick: boolean): Sizes =>
  quick
    ? { connections: CONNECTIONS, rounds: 2, warmUp: 20, previews: 300, activations: 60 }
    : { connections: CONNECTIONS, rounds: 5, warmUp: 50, previews: 1500, activations: 150 };

const ORDERS = { quick: 500, full: 2000 };

/** Issue "main job", Figures to report: from key to preview, and the activation, against bare SQL and bare HTTP. */
export const bench = async ({ quick }: { quick: boolean }): Promise<void> => {
  const load = loadavg();
  const size = sizes(quick);
  const starts = await measureStarts();
  const dataDir = mkdtempSync(join(tmpdir(), "anykey-bench-"));
  try {
    const measured = await measure(dataDir, size, quick ? ORDERS.quick : ORDERS.full);
    printReport({ ...measured, starts, size, machine: { cores: availableParallelism(), load } });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const measure = async (dataDir: string, size: Sizes, orders: number) => {
  const settings = { DATA_DIR: dataDir, PORT: String(await freePort()), RATE_LIMITS: "off", LOG_LEVEL: "warn" };
  const runtime = await openRuntime({ config: readConfig(settings), process: "cli" });
  const { ctx, databaseUrl } = runtime;
  const loads = startLoadProcess();
  try {
    await loadShippedCatalog(ctx);
    const turns = await prepareTurns(ctx, size, orders);
    const first = { preview: turns.opened[0] as Turn, activation: turns.proven.shift() as Turn };
    const recorded = await recordStatements(ctx, databaseUrl, {
      preview: previewUnit(ctx, first.preview),
      activation: activationUnit(ctx, first.activation),
    });
    const settled = () => untilNoJobWaits(ctx);
    const on = <T>(arrangement: Arrangement, work: (measuring: Measuring) => Promise<T>) =>
      whileRunning(dataDir, arrangement, (url) =>
        work({ ctx, databaseUrl, url, loads, size, turns, first, recorded, settled }),
      );
    const apart = await on("apart", runRounds);
    const together = await on("together", loadOnce);
    return {
      rounds: apart.outcome,
      memory: { apart: apart.memory, together: together.memory },
      statements: { preview: lengths(recorded.preview), activation: lengths(recorded.activation) },
    };
  } finally {
    await loads.stop();
    await runtime.close();
  }
};

const whileRunning = async <T>(dataDir: string, arrangement: Arrangement, work: (url: string) => Promise<T>) => {
  const running = await startPortalAndWorker(dataDir, arrangement);
  try {
    const outcome = await work(running.url);
    return { outcome, memory: running.processes.map(residentMegabytes) };
  } finally {
    await running.stop();
  }
};

const lengths = (steps: Statement[][]): number[] => steps.map((step) => step.length);

/** Every activation needs an order of its own; previews may meet an order again. */
const prepareTurns = async (ctx: Context, { rounds, warmUp, activations }: Sizes, orders: number) => {
  const proven = 1 + 2 * (warmUp + rounds * activations) + activations;
  const turns: Turn[] = [];
  const numbers = Array.from({ length: orders }, (_, n) => n);
  await drive(numbers, CONNECTIONS, async (n) => {
    turns.push(await prepareTurn(ctx, n, n < proven));
    return [];
  });
  return { proven: turns.filter((turn) => turn.proven), opened: turns.filter((turn) => !turn.proven) };
};

/** Mails that one round caused are not sent in the next. */
const untilNoJobWaits = async (ctx: Context): Promise<void> => {
  while ((await countWaitingJobs(ctx.db)) > 0) await sleep(100);
};
