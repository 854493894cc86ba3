import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { activateOrder } from "../src/actions/activate-order.ts";
import { readConfig } from "../src/config.ts";
import { loadShippedCatalog } from "../src/load-samples.ts";
import { openRuntime, type Runtime } from "../src/runtime.ts";
import { findLatestVerification } from "../src/db/verifications.ts";
import { prepareTurn } from "./activation/orders.ts";
import { freePort } from "./activation/processes.ts";
import { enqueueAfterOutage, enqueueNow, makeAccounts } from "./provisioning/backlog.ts";
import { type Process, startConsole, startWorker } from "./provisioning/processes.ts";
import { type Drained, readyTimes, untilDrained } from "./provisioning/watching.ts";

const OUTAGE_SECONDS = 600;
/** Between two activations of which the delay is measured. */
const PACE_MS = 25;

type World = { runtime: Runtime; dataDir: string; consoleUrl: string };

/** Issue "The console": from the commit to ready, deliveries a second, and the backlog after an outage. */
export const bench = async ({ quick }: { quick: boolean }): Promise<void> => {
  const load = loadavg().map((each) => each.toFixed(1));
  const dataDir = mkdtempSync(join(tmpdir(), "anykey-bench-"));
  const port = await freePort();
  const consoleUrl = `http://127.0.0.1:${port}`;
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: "warn", CONSOLE_URL: consoleUrl });
  const runtime = await openRuntime({ config, process: "cli" });
  const running: Process[] = [];
  try {
    await loadShippedCatalog(runtime.ctx);
    running.push(await startConsole(runtime, port));
    const world = { runtime, dataDir, consoleUrl };
    console.log(
      `${availableParallelism()} cores, load average before ${load.join(" ")}. PostgreSQL (fsync on), worker,`,
    );
    console.log("the shipped console and this process share the cores. Times in seconds.\n");
    await reportDelay(world, quick ? 60 : 300);
    await reportBacklogs(world, quick ? 500 : 5_000);
  } finally {
    for (const each of running) await each.stop();
    await runtime.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const reportDelay = async ({ runtime, dataDir, consoleUrl }: World, count: number): Promise<void> => {
  const { ctx } = runtime;
  const turns = await Promise.all(Array.from({ length: count }, (_, n) => prepareTurn(ctx, n, true)));
  const worker = startWorker(dataDir, consoleUrl);
  const warm = await makeAccounts(ctx, 20);
  await enqueueNow(ctx, warm);
  await untilDrained(ctx, warm);
  const committed = new Map<string, number>();
  for (const { activationId } of turns) {
    const verification = await findLatestVerification(ctx.db, activationId);
    const outcome = await activateOrder(ctx, { activationId, claim: { verificationId: verification?.id ?? "" } });
    if (!outcome.ok) throw new Error(`The bench was refused: ${outcome.reason}`);
    committed.set(outcome.accountId, Date.now());
    await sleep(PACE_MS);
  }
  await untilDrained(ctx, [...committed.keys()]);
  const ready = await readyTimes(ctx.pool, [...committed.keys()]);
  const delays = [...committed].map(([id, at]) => ((ready.get(id) ?? 0) - at) / 1000).sort((a, b) => a - b);
  const quantile = (share: number) => (delays[Math.floor(delays.length * share)] ?? 0).toFixed(3);
  console.log(`Commit to ready, ${count} activations, one every ${PACE_MS} ms and its own time`);
  console.log(`  p50 ${quantile(0.5)}   p99 ${quantile(0.99)}   longest ${quantile(0.9999)}\n`);
  await worker.stop();
};

const reportBacklogs = async (world: World, count: number): Promise<void> => {
  const { ctx } = world.runtime;
  const atOnce = await makeAccounts(ctx, count);
  await enqueueNow(ctx, atOnce);
  print(`${count} deliveries that are all due`, await drain(world, atOnce));
  const outage = await makeAccounts(ctx, count);
  const { lastDueSeconds } = await enqueueAfterOutage(ctx, outage, OUTAGE_SECONDS);
  print(`${count} activations in an outage of ${OUTAGE_SECONDS} s`, await drain(world, outage));
  console.log(`  by the schedule alone the last one were due ${lastDueSeconds.toFixed(0)} s after the console is back`);
};

const drain = async ({ runtime, dataDir, consoleUrl }: World, ids: readonly string[]): Promise<Drained> => {
  await runtime.ctx.pool.query("vacuum analyze");
  const worker = startWorker(dataDir, consoleUrl);
  const drained = await untilDrained(runtime.ctx, ids);
  await worker.stop();
  return drained;
};

const print = (name: string, { seconds, perSecond, p50, p99 }: Drained): void => {
  console.log(`${name}, from the first ready one on`);
  console.log(
    `  all ${seconds.toFixed(1)}   half ${p50.toFixed(1)}   99 of 100 ${p99.toFixed(1)}   ${perSecond.toFixed(0)} a second\n`,
  );
};
