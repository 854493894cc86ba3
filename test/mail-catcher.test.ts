import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renderMail } from "../src/mail/render.ts";
import { createMailer, type OutgoingMail } from "../src/mail/transport.ts";
import { startMailCatcher } from "../src/mail-catcher.ts";
import { openMailbox } from "../src/mail-catcher/mailbox.ts";
import { sampleMails } from "./mail/sample-mails.ts";

let directory: string;
let catcher: Awaited<ReturnType<typeof startMailCatcher>>;
const start = (httpPort = 0) => startMailCatcher({ host: "127.0.0.1", httpPort, directory });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "anykey mailbox "));
  catcher = await start();
});
afterEach(async () => {
  await catcher.stop();
  await rm(directory, { recursive: true });
});

const japanese = renderMail("verify-email", "ja", { ...sampleMails["verify-email"], company: "サクラ製作所" });
const verifyEmail: OutgoingMail = { id: "0199-a", kind: "verify-email", to: "Jo@Acme.example", ...japanese };

const deliver = async (...mails: OutgoingMail[]) => {
  const mailer = createMailer({ smtpUrl: catcher.smtpUrl, from: "AnyKey <no-reply@anykey.example>" });
  for (const mail of mails) await mailer.send(mail);
  mailer.close();
};
const messages = async (to: string) => {
  const response = await fetch(`${catcher.url}/messages.json?to=${encodeURIComponent(to)}`);
  return (await response.json()) as Record<string, string>[];
};
const pageAt = async (path: string) => (await fetch(catcher.url + path)).text();

test("a mail that was sent is told as JSON, with its kind, both parts and its Japanese subject", async () => {
  await deliver(verifyEmail);
  const [message, ...others] = await messages("jo@acme.EXAMPLE");
  expect(others).toEqual([]);
  expect(message).toMatchObject({ to: "Jo@acme.example", kind: "verify-email", subject: japanese.subject });
  expect(message?.text?.split("\n")).toContain("482915");
  expect(message?.text).toContain("サクラ製作所");
  expect(message?.html).toContain("サクラ製作所");
  expect(Date.parse(message?.receivedAt ?? "")).toBeGreaterThan(Date.now() - 10_000);
  expect(await messages("somebody.else@acme.example")).toEqual([]);
});

test("an address in another script is found as it was typed", async () => {
  await deliver({ ...verifyEmail, to: "jo@サクラ.example" });
  expect(await messages("JO@サクラ.example")).toHaveLength(1);
});

test("a plus address is found with its plus encoded or not", async () => {
  await deliver({ ...verifyEmail, to: "jo+xdr@acme.example" });
  expect(await messages("jo+xdr@acme.example")).toHaveLength(1);
  expect(JSON.parse(await pageAt("/messages.json?to=jo+xdr@acme.example"))).toHaveLength(1);
});

test("mails are listed newest first and outlive a restart", async () => {
  await deliver({ ...verifyEmail, subject: "first" }, { ...verifyEmail, subject: "second" });
  await catcher.stop();
  catcher = await start();
  await deliver({ ...verifyEmail, subject: "third" });
  expect((await messages(verifyEmail.to)).map((message) => message.subject)).toEqual(["third", "second", "first"]);
});

test("a person opens a mail from the list and finds its link and its code", async () => {
  await deliver(verifyEmail);
  const path = /href="(\/messages\/[^"]+)"/.exec(await pageAt("/"))?.[1] ?? "";
  const page = await pageAt(path);
  expect(page).toContain(`<a href="${sampleMails["verify-email"].link}" target="_blank" rel="noopener">`);
  expect(page).toContain("482915");
  const frame = await fetch(`${catcher.url}${path}/html`);
  expect(frame.headers.get("content-security-policy")).toMatch(/default-src 'none'.*; sandbox allow-popups /);
  expect(await frame.text()).toContain('<base target="_blank">');
});

test("what a mail says is shown, never run", async () => {
  const hostile = '"><script>alert(1)</script>';
  await deliver({
    ...verifyEmail,
    subject: hostile,
    text: `${hostile} https://x.example/"onclick=alert(1) javascript:alert(1)`,
  });
  const list = await pageAt("/");
  const path = /href="(\/messages\/[^"]+)"/.exec(list)?.[1] ?? "";
  for (const page of [list, await pageAt(path)]) {
    expect(page).toContain("&lt;script&gt;alert(1)");
    expect(page).not.toContain("<script");
    expect(page).not.toMatch(/<a[^>]+(onclick|javascript:)/);
  }
  expect((await fetch(catcher.url + path)).headers.get("content-security-policy")).not.toContain("unsafe");
});

test("no mail is taken for an unfinished transfer, and the mail catcher lives on", async () => {
  const { port, hostname } = new URL(catcher.smtpUrl);
  const socket = connect(Number(port), hostname);
  for (const line of ["EHLO x", "MAIL FROM:<a@b.example>", "RCPT TO:<jo@acme.example>", "DATA", "Subject: half"]) {
    socket.write(`${line}\r\n`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  socket.destroy();
  await deliver(verifyEmail);
  expect((await messages("jo@acme.example")).map((message) => message.subject)).toEqual([japanese.subject]);
});

test("only the newest 500 mails are kept", async () => {
  const mailbox = await openMailbox(join(directory, "many"));
  const arriving = { to: "jo@acme.example", kind: "sign-in-code", text: "", html: "" };
  for (let number = 1; number <= 502; number++) await mailbox.add({ ...arriving, subject: `${number}` });
  expect(mailbox.list()).toHaveLength(500);
  expect(mailbox.list().at(-1)?.subject).toBe("3");
  expect(await readdir(join(directory, "many"))).toHaveLength(500);
});
