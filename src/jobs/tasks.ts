import type { TaskList } from "graphile-worker";
import type { Context } from "../context.ts";
import type { Mailer } from "../mail/transport.ts";
import { forgetExpired } from "../actions/forget-expired.ts";
import { sendMail } from "./send-mail.ts";

/** Every job by its name. Each ends within JOB_SECONDS, so that an older lock tells of a dead worker. */
export const tasks = (ctx: Context, mailer: Mailer): TaskList => ({
  "send-mail": async (payload, { job }) =>
    sendMail(ctx, mailer, mailIdOf(payload), { last: job.attempts >= job.max_attempts }),
  "forget-expired": async () => {
    const forgotten = await forgetExpired(ctx);
    ctx.log.info(forgotten, "expired.forgotten");
  },
});

export const JOB_SECONDS = 90;

/** When jobs run by themselves, as a crontab (UTC). */
export const schedule = "17 * * * * forget-expired";

const mailIdOf = (payload: unknown): string => {
  if (payload !== null && typeof payload === "object" && "mailId" in payload) return String(payload.mailId);
  throw new Error("A send-mail job names no mail.");
};
