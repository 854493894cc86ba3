import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { ArrivingMail, Mailbox } from "./mailbox.ts";

const largestMailBytes = 1_000_000;

/** Takes mail on this machine only, for any address and without a password, into the mailbox. */
export const startSmtpReceiver = async (mailbox: Mailbox, port: number) => {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: largestMailBytes,
    closeTimeout: 500,
    onData: (stream, session, done) => {
      receive(mailbox, stream, session).then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  const listener = server.listen(port, "127.0.0.1");
  await once(listener, "listening");
  // A client that goes away in the middle of a mail is no fault of ours; without a listener it would end the process.
  server.on("error", () => {});
  return {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
};

const receive = async (mailbox: Mailbox, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
  const parsed = await simpleParser(stream, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  if (stream.sizeExceeded) throw Object.assign(new Error("The mail is too large."), { responseCode: 552 });
  for (const recipient of session.envelope.rcptTo) await mailbox.add(mailFor(recipient.address, parsed));
};

const mailFor = (to: string, parsed: ParsedMail): ArrivingMail => ({
  to,
  subject: parsed.subject ?? "",
  kind: String(parsed.headers.get("x-anykey-message") ?? ""),
  text: parsed.text ?? "",
  html: parsed.html || "",
});
