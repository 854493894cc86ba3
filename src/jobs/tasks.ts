import type { TaskList } from "graphile-worker";
import type { Context } from "../context.ts";
import type { Mailer } from "../mail/transport.ts";
import { forgetExpired } from "../actions/forget-expired.ts";
import { provisionConsole } from "./provision-console.ts";
import { sendMail } from "./send-mail.ts";

/** The jobs by their names. Each ends within JOB_SECONDS, so that an older lock tells of a dead worker. */
export const tasks = (ctx: Context, mailer: Mailer): TaskList => ({
  "send-mail": async (payload, { job }) =>
    sendMail(ctx, mailer, payloadField(payload, "mailId"), { last: job.attempts >= job.max_attempts }),
  "forget-expired": async () => {
    const forgotten = await forgetExpired(ctx);
    ctx.log.info(forgotten, "expired.forgotten");
  },
});

/** In a queue of their own: a console that hangs must hold no mail back. */
export const consoleTasks = (ctx: Context): TaskList => ({
  "provision-console": async (payload) => provisionConsole(ctx, payloadField(payload, "accountId")),
});

export const JOB_SECONDS = 90;

/** When jobs run by themselves, as a crontab (UTC). */
export const schedule = "17 * * * * forget-expired";

const payloadField = (payload: unknown, name: string): string => {
  const field =
    payload !== null && typeof payload === "object" ? Object.entries(payload).find(([key]) => key === name) : null;
  if (typeof field?.[1] !== "string") throw new Error(`A job names no ${name}.`);
  return field[1];
};
