import { type Runner, Logger, run } from "graphile-worker";
import type { Pool } from "pg";
import { numberEvents } from "./actions/number-events.ts";
import { freeDeadWorkersJobs } from "./actions/free-dead-workers-jobs.ts";
import { ConfigError, readConfig } from "./config.ts";
import type { Context } from "./context.ts";
import { createPool } from "./db/client.ts";
import { JOB_SECONDS, schedule, tasks } from "./jobs/tasks.ts";
import { createMailer } from "./mail/transport.ts";
import { repeatEvery } from "./repeat-every.ts";
import { openRuntime, type Runtime } from "./runtime.ts";
import { runUntilSignal } from "./run-until-signal.ts";

const CONCURRENT_JOBS = 4;
/** How soon after its commit an event stands in the feed at the latest. */
const NUMBERING_MS = 200;
const UNLOCKING_MS = 30_000;

export type Worker = { stop(): Promise<void> };

/** Carries out what follows the commits: mails, the numbering of audit events, what is to be forgotten. */
export const startWorker = async (runtime: Runtime, smtpUrl: string): Promise<Worker> => {
  const { ctx } = runtime;
  const mailer = createMailer({ smtpUrl, from: ctx.config.mailFrom });
  const numbering = repeatEvery(NUMBERING_MS, () => numberEvents(ctx), faultOf(ctx, "events.not_numbered"));
  const unlocking = repeatEvery(
    UNLOCKING_MS,
    () => freeDeadWorkersJobs(ctx, JOB_SECONDS),
    faultOf(ctx, "jobs.not_unlocked"),
  );
  const pool = createPool(runtime.directUrl, CONCURRENT_JOBS + 2);
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENT_JOBS,
    taskList: tasks(ctx, mailer),
    crontab: schedule,
    noHandleSignals: true,
    logger: queueLogger(ctx),
  });
  return { stop: () => stop(runner, pool, [numbering, unlocking], mailer) };
};

/** The production process `npx anykey worker`. */
export const runWorker = (): Promise<void> =>
  runUntilSignal(async (onStop) => {
    const config = readConfig();
    if (config.smtpUrl === undefined) {
      throw new ConfigError("SMTP_URL: must be set for the worker, such as smtps://user:password@mail.example.com.");
    }
    const runtime = await openRuntime({ config, process: "worker" });
    onStop(runtime.close);
    const worker = await startWorker(runtime, config.smtpUrl);
    onStop(worker.stop);
    runtime.ctx.log.info("worker.started");
  });

const stop = async (
  runner: Runner,
  pool: Pool,
  loops: { stop(): Promise<unknown> }[],
  mailer: { close(): void },
): Promise<void> => {
  await Promise.all(loops.map((loop) => loop.stop()));
  await runner.stop().catch(() => undefined);
  // The queue may still be noting that a job is done when it says that it has stopped: the pool waits for that.
  await pool.end();
  mailer.close();
};

const faultOf = (ctx: Context, event: string) => (error: unknown) => ctx.log.error({ err: error }, event);

/** The queue's own messages: its failures are ours to know, the rest is noise. */
const queueLogger = (ctx: Context) =>
  new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") ctx.log.warn({ message: firstLine(message) }, "queue.message");
  });

/** A failed job's message goes on with its stack and payload. */
const firstLine = (message: string): string => message.split("\n")[0] ?? "";
