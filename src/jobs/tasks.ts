import type { TaskList } from "graphile-worker";
import type { Context } from "../context.ts";
import type { Mailer } from "../mail/transport.ts";
import { forgetExpired } from "../actions/forget-expired.ts";
import { hastenProvisioning } from "../actions/hasten-provisioning.ts";
import { provisionConsole } from "./provision-console.ts";
import { tellEndingLicenses } from "../actions/tell-ending-licenses.ts";
import { sendMail } from "./send-mail.ts";

/** The jobs by their names. Each ends within JOB_SECONDS, so that an older lock tells of a dead worker. */
export const tasks = (ctx: Context, mailer: Mailer): TaskList => ({
  "send-mail": async (payload, { job }) =>
    sendMail(ctx, mailer, payloadField(payload, "mailId"), { last: job.attempts >= job.max_attempts }),
  "forget-expired": async () => {
    const forgotten = await forgetExpired(ctx);
    ctx.log.info(forgotten, "expired.forgotten");
  },
  "tell-ending-licenses": async (payload) => {
    const told = await tellEndingLicenses(ctx, { after: placeOf(payload) });
    ctx.log.info(told, "ending_licenses.told");
  },
});

/** In a queue of their own: a console that hangs must hold no mail back. */
export const consoleTasks = (ctx: Context): TaskList => {
  const onRecovery = atMostEvery(HASTENING_REST_MS, () => hastenProvisioning(ctx));
  return {
    "provision-console": async (payload) => provisionConsole(ctx, payloadField(payload, "accountId"), onRecovery),
  };
};

/** Of thousands that recover one after the other, few look for what waits. */
const HASTENING_REST_MS = 10_000;

export const JOB_SECONDS = 90;

/** When jobs run by themselves, as a crontab (UTC). What fell into a rest of the worker of up to a day is made up for. */
export const schedule = `17 * * * * forget-expired
30 6 * * * tell-ending-licenses ?fill=23h`;

/** The account after which a batch goes on; the day's first batch names none. */
const placeOf = (payload: unknown): string | null =>
  payload !== null && typeof payload === "object" && "after" in payload ? String(payload.after) : null;

const atMostEvery = (restMs: number, work: () => Promise<void>) => {
  let last = Number.NEGATIVE_INFINITY;
  return async (): Promise<void> => {
    const now = performance.now();
    if (now - last < restMs) return;
    last = now;
    await work();
  };
};

const payloadField = (payload: unknown, name: string): string => {
  const field =
    payload !== null && typeof payload === "object" ? Object.entries(payload).find(([key]) => key === name) : null;
  if (typeof field?.[1] !== "string") throw new Error(`A job names no ${name}.`);
  return field[1];
};
