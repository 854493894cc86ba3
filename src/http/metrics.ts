import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Context } from "../context.ts";
import { countConsoleAccountsByState } from "../db/console-accounts.ts";
import { countMailsByState } from "../db/mails.ts";
import { countWaitingJobs } from "../db/jobs.ts";

export type Metrics = { registry: Registry; requestSeconds: Histogram<"method" | "route" | "status"> };

/** What an operator watches: requests, the queue, mails that wait or failed, the process itself. */
export const createMetrics = (ctx: Context): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requestSeconds = new Histogram({
    name: "anykey_request_seconds",
    help: "Time to answer a request, by route.",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  new Gauge({
    name: "anykey_mails",
    help: "Mails that wait to be sent (queued) or were given up (failed).",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const counts = new Map((await countMailsByState(ctx.db)).map((row) => [row.state as string, row.count]));
      for (const state of ["queued", "failed"]) this.set({ state }, Number(counts.get(state) ?? 0));
    },
  });
  new Gauge({
    name: "anykey_console_accounts",
    help: "Accounts whose console is being prepared, ready or was given up for now (failed).",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const counts = new Map((await countConsoleAccountsByState(ctx.db)).map((row) => [row.state, row.count]));
      for (const state of ["preparing", "ready", "failed"] as const) this.set({ state }, counts.get(state) ?? 0);
    },
  });
  new Gauge({
    name: "anykey_jobs_waiting",
    help: "Jobs in the queue.",
    registers: [registry],
    async collect() {
      this.set(await countWaitingJobs(ctx.db));
    },
  });
  return { registry, requestSeconds };
};
