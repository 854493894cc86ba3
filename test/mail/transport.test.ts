import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { createMailer, MailRefusedError, type OutgoingMail } from "../../src/mail/transport.ts";

const mail: OutgoingMail = {
  id: "0199",
  kind: "sign-in-code",
  to: "jo@acme.example",
  subject: "Your sign-in code",
  text: "048291",
  html: "<p>048291</p>",
};
const timeouts = { connectionMs: 300, greetingMs: 300, socketMs: 300, mailMs: 1_000 };
const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

const listening = async (server: Server): Promise<number> => {
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
};

const failureOf = async (port: number): Promise<Error> => {
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: "AnyKey <no-reply@anykey.example>",
    timeouts,
  });
  cleanUps.push(mailer.close);
  const failure: unknown = await mailer.send(mail).catch((error: unknown) => error);
  if (!(failure instanceof Error)) throw new Error("The mail was taken.");
  return failure;
};

const answering = async (responseCode: number): Promise<number> => {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    closeTimeout: 50,
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error("No."), { responseCode })),
  });
  cleanUps.push(() => server.close());
  return listening(server.listen(0, "127.0.0.1"));
};

/** A server that speaks SMTP no further than the lines given, a line for each command. */
const saying = async (lines: string[]): Promise<number> => {
  const server = createServer((socket) => {
    const left = [...lines];
    const answer = () => {
      const line = left.shift();
      if (line !== undefined) socket.write(line);
    };
    socket.on("data", answer).on("error", () => {});
    answer();
    cleanUps.push(() => socket.destroy());
  }).listen(0, "127.0.0.1");
  cleanUps.push(() => server.close());
  return listening(server);
};

/** Every mail that a server took, as it came, once the mailer has sent these. */
const takenOf = async (...mails: OutgoingMail[]): Promise<string[]> => {
  const taken: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    closeTimeout: 50,
    onData: (stream, _session, done) => {
      text(stream).then((raw) => {
        taken.push(raw);
        done();
      }, done);
    },
  });
  cleanUps.push(() => server.close());
  const port = await listening(server.listen(0, "127.0.0.1"));
  const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: "AnyKey <no-reply@anykey.example>" });
  cleanUps.push(mailer.close);
  for (const each of mails) await mailer.send(each);
  return taken;
};

test("every attempt has the same Message-ID, names its kind and asks for no automatic answer", async () => {
  const taken = await takenOf(mail, mail);
  expect(taken).toHaveLength(2);
  for (const raw of taken) {
    expect(raw).toMatch(/^Message-ID: <0199@anykey\.example>\r$/im);
    expect(raw).toMatch(/^X-AnyKey-Message: sign-in-code\r$/im);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/im);
    expect(raw).not.toMatch(/^List-Unsubscribe/im);
  }
});

test("a mail that can be turned off says so to mail programs, for one click", async () => {
  const unsubscribeLink = `https://anykey.example/unsubscribe/${"0199".repeat(9)}/${"7mQx".repeat(11)}`;
  const [raw = ""] = await takenOf({ ...mail, unsubscribeLink });
  const unfolded = raw.replaceAll(/\r\n[ \t]+/g, " ");
  expect(unfolded).toContain(`\r\nList-Unsubscribe: <${unsubscribeLink}>\r\n`);
  expect(unfolded).toContain("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
});

test("a recipient that does not exist is refused for good", async () => {
  const failure = await failureOf(await answering(550));
  expect(failure).toBeInstanceOf(MailRefusedError);
  expect(failure.message).not.toContain(mail.to);
});

test("a full mailbox is tried again", async () => {
  expect(await failureOf(await answering(452))).not.toBeInstanceOf(MailRefusedError);
});

test("a server that is down is tried again", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  const port = await listening(server);
  server.close();
  await once(server, "close");
  const failure = await failureOf(port);
  expect(failure).not.toBeInstanceOf(MailRefusedError);
  expect(failure.message).toContain("ECONNREFUSED");
});

test("a sender that is refused is our own fault, and is tried again once it is mended", async () => {
  const failure = await failureOf(await saying(["220 hello\r\n", "250 hello\r\n", "550 unknown sender\r\n"]));
  expect(failure.message).toContain("550");
  expect(failure).not.toBeInstanceOf(MailRefusedError);
});

test.each([
  ["before its greeting", []],
  ["after its greeting", ["220 hello\r\n"]],
  ["in the middle of the mail", ["220 hello\r\n", "250 hello\r\n", "250 sender ok\r\n"]],
])("a server that hangs %s does not hold a mail for long", async (_, lines) => {
  const startedAt = Date.now();
  const failure = await failureOf(await saying(lines));
  expect(failure).not.toBeInstanceOf(MailRefusedError);
  expect(Date.now() - startedAt).toBeLessThan(1_500);
});

test("a server that only trickles does not hold a mail for long", async () => {
  const server = createServer((socket) => {
    const timer = setInterval(() => socket.write("220-wait\r\n"), 50);
    socket.on("close", () => clearInterval(timer)).on("error", () => {});
  }).listen(0, "127.0.0.1");
  cleanUps.push(() => server.close());
  const startedAt = Date.now();
  await failureOf(await listening(server));
  expect(Date.now() - startedAt).toBeLessThan(1_500);
});
