import type { Context } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { insertJob } from "../db/jobs.ts";
import { insertMail } from "../db/mails.ts";
import type { MailKind } from "../policy/mail-kinds.ts";

/**
 * The recipient where a name has no user. Such a mail is queued like any other, so that the time of an answer tells
 * nothing, and the worker forgets it.
 */
export const NOBODY = "";

export type QueuedMail = {
  kind: MailKind;
  recipient: string;
  language: string;
  /** What the mail is about: a verification, a sign-in, an activation, a case or a request. Codes and links are derived when it is sent. */
  subjectId: string;
};

/** About eight hours of tries (graphile-worker waits e^n seconds after the n-th). */
const MAX_ATTEMPTS = 11;

/** A mail that goes out after the commit; while SMTP is down the queue tries again. */
export const enqueueMail = async (ctx: Context, tx: Tx, mail: QueuedMail): Promise<void> => {
  const mailId = ctx.newId();
  await insertMail(tx, { ...mail, id: mailId, state: "queued", queuedAt: ctx.now() });
  await insertJob(tx, "send-mail", { mailId }, { maxAttempts: MAX_ATTEMPTS });
};
