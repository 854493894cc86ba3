import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { expect, test, vi } from "vitest";
import { startMailCatcher } from "../../src/mail-catcher.ts";
import { freePort } from "../support/free-port.ts";
import { askForMailByHttp, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { mailboxOf } from "../support/mailbox.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

vi.setConfig({ testTimeout: 60_000 });

const mailTo = (portal: TestPortal, recipient: string) =>
  portal.ctx.db.selectFrom("mails").selectAll().where("recipient", "=", recipient).executeTakeFirstOrThrow();

test("while SMTP is down a mail is tried again, and goes out when SMTP is back", async () => {
  const smtpPort = await freePort();
  const portal = await startTestPortal({ smtpUrl: `smtp://127.0.0.1:${smtpPort}` });
  const directory = await mkdtemp(join(tmpdir(), "anykey-mailbox-"));
  const visitor = httpVisitor(portal.url);
  const order = await portal.world.order();
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, "kim@acme.example");
  await vi.waitUntil(async () => (await mailTo(portal, "kim@acme.example")).attempts > 0, { timeout: 20_000 });
  expect(await mailTo(portal, "kim@acme.example")).toMatchObject({ state: "queued", settledAt: null });
  expect((await visitor.get(`${activation}/verify`)).text).not.toContain("mail_failed");

  const catcher = await startMailCatcher({ host: "127.0.0.1", httpPort: 0, smtpPort, directory });
  await mailboxOf(catcher.url).latest("kim@acme.example", "verify-email");
  await vi.waitUntil(async () => (await mailTo(portal, "kim@acme.example")).state === "sent", { timeout: 5_000 });
  expect(await mailTo(portal, "kim@acme.example")).toMatchObject({ lastError: null });
  await portal.close();
  await catcher.stop();
  await rm(directory, { recursive: true });
});

test("a mail that no server will take is told by the page, the audit log and the metrics, and tried no more", async () => {
  const refusing = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error("No such user"), { responseCode: 550 })),
  });
  const listener = refusing.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const portal = await startTestPortal({ smtpUrl: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}` });
  const visitor = httpVisitor(portal.url);
  const order = await portal.world.order();
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, "typo@acme.example");
  await vi.waitUntil(async () => (await mailTo(portal, "typo@acme.example")).state === "failed", { timeout: 20_000 });

  const mail = await mailTo(portal, "typo@acme.example");
  expect(mail.attempts).toBe(1);
  const page = await visitor.get(`${activation}/verify`);
  expect(reasonIn(page.text)).toBe("mail_failed");
  expect(page.text).toContain("The e-mail could not be sent.");
  const events = await portal.world.eventsOf(`mail:${mail.id}`);
  expect(events.map((event) => event.type)).toEqual(["mail.failed"]);
  expect(JSON.stringify(events)).not.toContain("typo@");
  expect((await visitor.get("/metrics")).text).toContain('anykey_mails{state="failed"} 1');
  await portal.close();
  await new Promise<void>((done) => refusing.close(done));
});

test("a mail whose verification is over is not sent", async () => {
  const portal = await startTestPortal({ worker: false, settings: { VERIFICATION_TTL: "60s" } });
  const order = await portal.world.order();
  await askForMailByHttp(httpVisitor(portal.url), order.keys[0] as string, "kim@acme.example");
  portal.clock.advance(61);
  const worker = await portal.startWorker();
  await vi.waitUntil(async () => (await mailTo(portal, "kim@acme.example")).state === "failed", { timeout: 20_000 });
  expect(await portal.mailbox.count("kim@acme.example")).toBe(0);
  await worker.stop();
  await portal.close();
});

test("mails are in their reader's time zone, and one for a name without a user leaves nothing behind", async () => {
  const portal = await startTestPortal();
  const visitor = httpVisitor(portal.url);
  const { email } = await portal.world.account({ timeZone: "Asia/Tokyo" });
  for (const login of ["nobody@acme.example", email]) {
    await visitor.post("/sign-in", { login });
    await visitor.post("/forgot-password", { login });
    await visitor.post("/forgot-account-id", { email: login });
  }
  await portal.mailbox.latest(email, "account-id-reminder");
  expect((await portal.mailbox.latest(email, "sign-in-code")).text).toContain("(GMT+9)");
  const mails = () => portal.ctx.db.selectFrom("mails").select(["recipient", "state"]).execute();
  await vi.waitUntil(async () => (await mails()).every(({ state }) => state === "sent"), { timeout: 20_000 });
  expect(await mails()).toEqual(Array(3).fill({ recipient: email, state: "sent" }));
  const failed = await portal.ctx.db
    .selectFrom("auditEvents")
    .select("type")
    .where("type", "=", "mail.failed")
    .execute();
  expect(failed).toEqual([]);
  await portal.close();
});
