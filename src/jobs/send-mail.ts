import { NOBODY } from "../actions/enqueue-mail.ts";
import { forgetMail, settleFailedMail, settleSentMail } from "../actions/settle-mail.ts";
import type { Context } from "../context.ts";
import { findMail } from "../db/mails.ts";
import { MailRefusedError, type Mailer } from "../mail/transport.ts";
import { composeMail } from "./compose-mail.ts";

/**
 * Sends one mail and reports back what became of it. A mail that was sent before a crash could report it is sent again
 * with the same Message-ID: rather twice than never.
 */
export const sendMail = async (
  ctx: Context,
  mailer: Mailer,
  mailId: string,
  attempt: { last: boolean },
): Promise<void> => {
  const mail = await findMail(ctx.db, mailId);
  if (mail?.state !== "queued") return;
  if (mail.recipient === NOBODY) return forgetMail(ctx, mailId);
  const composed = await composeMail(ctx, mail);
  if (!composed) return settleFailedMail(ctx, mailId, "What the mail is about is over.", true);
  try {
    await mailer.send({ id: mail.id, kind: composed.kind, to: mail.recipient, ...composed.content });
  } catch (error) {
    const final = attempt.last || error instanceof MailRefusedError;
    await settleFailedMail(ctx, mailId, messageOf(error), final);
    ctx.log.warn({ mailId, kind: mail.kind, final, fault: codeOf(error) }, "mail.not_sent");
    // The queue tries again later; a final failure is told by the mail's state and an audit event.
    if (final) return;
    throw new Error(`Mail ${mailId} could not be sent.`, { cause: error });
  }
  await settleSentMail(ctx, mailId);
  ctx.log.info({ mailId, kind: mail.kind }, "mail.sent");
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** For the log: what an SMTP server answers may name the recipient. */
const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : error instanceof Error ? error.name : "unknown";
