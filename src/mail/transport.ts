import { createTransport, type NodemailerError } from "nodemailer";
import type { MailKind } from "../policy/mail-kinds.ts";

export type OutgoingMail = {
  id: string;
  kind: MailKind;
  to: string;
  subject: string;
  text: string;
  html: string;
  unsubscribeLink?: string;
};

export type Mailer = { send(mail: OutgoingMail): Promise<void>; close(): void };

type MailTimeouts = { connectionMs: number; greetingMs: number; socketMs: number; mailMs: number };

/** The mail server will never take mail for this address. To try again would not help. */
export class MailRefusedError extends Error {
  override name = "MailRefusedError";
}

const defaultTimeouts: MailTimeouts = { connectionMs: 10_000, greetingMs: 10_000, socketMs: 20_000, mailMs: 60_000 };

/** Sends mail over SMTP. Resolves once the server has taken it; throws MailRefusedError, or another error to be retried. */
export const createMailer = (options: { smtpUrl: string; from: string; timeouts?: MailTimeouts }): Mailer => {
  const timeouts = options.timeouts ?? defaultTimeouts;
  const transport = createTransport({
    url: options.smtpUrl,
    pool: true,
    maxRequeues: 1,
    connectionTimeout: timeouts.connectionMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  const send = async (mail: OutgoingMail): Promise<void> => {
    try {
      await transport.sendMail({
        from: options.from,
        // As an object the address is taken as it is; a string could name several recipients.
        to: { name: "", address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: messageIdOf(mail.id, options.from),
        headers: {
          "X-AnyKey-Message": mail.kind,
          "Auto-Submitted": "auto-generated",
          ...(mail.unsubscribeLink && unsubscribeHeaders(mail.unsubscribeLink)),
        },
        // A server that answers a little at a time never runs into the socket's timeout.
        signal: AbortSignal.timeout(timeouts.mailMs),
      });
    } catch (error) {
      throw isRefusal(error) ? new MailRefusedError("The mail server refuses the recipient.", { cause: error }) : error;
    }
  };

  return { send, close: () => transport.close({ force: true }) };
};

/** RFC 8058: a mail program's own button sends one POST to the link. */
const unsubscribeHeaders = (link: string) => ({
  "List-Unsubscribe": `<${link}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});

/** The same at every attempt, so that a mail which was delivered twice after a crash can be told. */
const messageIdOf = (id: string, from: string): string =>
  `<${id}@${/@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? "localhost"}>`;

const isRefusal = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { code, command, responseCode }: NodemailerError = error;
  return code === "EENVELOPE" && command === "RCPT TO" && responseCode !== undefined && responseCode >= 500;
};
