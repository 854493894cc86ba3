import { Logger, type Runner, type RunnerOptions, run } from "graphile-worker";
import type { Pool } from "pg";
import { numberEvents } from "./actions/number-events.ts";
import { freeDeadWorkersJobs } from "./actions/free-dead-workers-jobs.ts";
import { resumeProvisioning } from "./actions/resume-provisioning.ts";
import { ConfigError, readConfig } from "./config.ts";
import type { Context } from "./context.ts";
import { createPool } from "./db/client.ts";
import { consoleTasks, JOB_SECONDS, schedule, tasks } from "./jobs/tasks.ts";
import { keepRunning, type Running } from "./keep-running.ts";
import { createMailer, type Mailer } from "./mail/transport.ts";
import { repeatEvery } from "./repeat-every.ts";
import { openRuntime, type Runtime } from "./runtime.ts";
import { runUntilSignal } from "./run-until-signal.ts";

const CONCURRENT_JOBS = 4;
/** They wait for the console most of the time. */
const CONCURRENT_DELIVERIES = 8;
/** How many are fetched at once. The last of them must begin before JOB_SECONDS are over, whatever the console does. */
const FETCHED_DELIVERIES = 16;
/** A search passes over what another one looks at in the same moment; a customer waits for the next (bench/provisioning). */
const DELIVERY_POLL_MS = 500;
/** How soon after its commit an event stands in the feed at the latest. */
const NUMBERING_MS = 200;
const UNLOCKING_MS = 30_000;
const QUEUE_REST_MS = 2_000;

export type Worker = { stop(): Promise<void> };

/** Carries out what follows the commits: mails, the numbering of audit events, what is to be forgotten. */
export const startWorker = async (runtime: Runtime, smtpUrl: string): Promise<Worker> => {
  const { ctx } = runtime;
  const mailer = createMailer({ smtpUrl, from: ctx.config.mailFrom });
  const numbering = repeatEvery(NUMBERING_MS, () => numberEvents(ctx), faultOf(ctx, "events.not_numbered"));
  const unlocking = repeatEvery(
    UNLOCKING_MS,
    async () => {
      await freeDeadWorkersJobs(ctx, JOB_SECONDS);
      await resumeProvisioning(ctx);
    },
    faultOf(ctx, "jobs.not_unlocked"),
  );
  const pool = createPool(runtime.directUrl, CONCURRENT_JOBS + CONCURRENT_DELIVERIES + 2);
  await resumeProvisioning(ctx);
  const queues: { stop(): Promise<void> }[] = [];
  for (const options of [jobs(ctx, mailer), deliveries(ctx)]) {
    const begin = () => beginQueue(ctx, pool, options);
    queues.push(await keepRunning(begin, faultOf(ctx, "queue.gave_up"), QUEUE_REST_MS));
  }
  return { stop: () => stop(queues, pool, [numbering, unlocking], mailer) };
};

// Unbatched, the queue leaves the note that a job is done to itself: when that fails, the process would end.
const UNBATCHED = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

const jobs = (ctx: Context, mailer: Mailer): RunnerOptions => ({
  concurrency: CONCURRENT_JOBS,
  taskList: tasks(ctx, mailer),
  crontab: schedule,
  preset: { worker: UNBATCHED },
});

const deliveries = (ctx: Context): RunnerOptions => ({
  concurrency: CONCURRENT_DELIVERIES,
  taskList: consoleTasks(ctx),
  pollInterval: DELIVERY_POLL_MS,
  preset: { worker: { ...UNBATCHED, localQueue: { size: FETCHED_DELIVERIES } } },
});

const beginQueue = async (ctx: Context, pool: Pool, options: RunnerOptions): Promise<Running> => {
  const runner = await run({ ...options, pgPool: pool, noHandleSignals: true, logger: queueLogger(ctx) });
  return { over: Promise.race([runner.promise, leftAlone(runner)]), stop: () => runner.stop() };
};

/** A queue that lost two notes at once ends its workers and waits for ever (seen with 0.18.0): then it is over too. */
const leftAlone = ({ events }: Runner): Promise<void> =>
  new Promise((resolve) => {
    const soon = () => setTimeout(resolve, QUEUE_REST_MS).unref();
    events.on("pool:gracefulShutdown:complete", soon);
    events.on("pool:gracefulShutdown:error", soon);
  });

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
    return runtime.ctx.log;
  });

const stop = async (
  queues: { stop(): Promise<void> }[],
  pool: Pool,
  loops: { stop(): Promise<unknown> }[],
  mailer: { close(): void },
): Promise<void> => {
  await Promise.all(loops.map((loop) => loop.stop()));
  await Promise.all(queues.map((queue) => queue.stop()));
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
