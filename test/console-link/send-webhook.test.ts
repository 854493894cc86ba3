import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type OutgoingWebhook, sendWebhook, type WebhookTarget } from "../../src/console-link/send-webhook.ts";
import { freePort } from "../support/free-port.ts";
import { type Answering, type Receiver, startReceiver } from "../support/receiver.ts";

const secret = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString("base64")}`;
const NEW = secret(1);
const OLD = secret(2);

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const webhook = (changes: Partial<OutgoingWebhook> = {}): OutgoingWebhook => ({
  id: "msg_account_7",
  body: '{"company":"Acme 株式会社 🎉"}',
  at: new Date(),
  ...changes,
});

const send = (target: Partial<WebhookTarget> = {}, changes?: Partial<OutgoingWebhook>) =>
  sendWebhook(
    { url: `${receiver.url}/hooks/portal`, secrets: [NEW, OLD], timeoutMs: 5_000, ...target },
    webhook(changes),
  );

describe("the signature", () => {
  test.each([
    ["the new secret", NEW],
    ["the old secret", OLD],
  ])("a console that knows only %s verifies it with the standard library", async (_, known) => {
    expect(await send()).toEqual({ outcome: "taken" });
    const [{ path, headers, body } = { path: "", headers: {}, body: "" }] = receiver.received;
    expect(path).toBe("/hooks/portal");
    expect(headers["content-type"]).toBe("application/json");
    expect(new Webhook(known).verify(body, headers)).toEqual({ company: "Acme 株式会社 🎉" });
  });

  test("nobody else's secret verifies it, nor another body or id", async () => {
    await send();
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    expect(() => new Webhook(secret(3)).verify(body, headers)).toThrow("No matching signature found");
    expect(() => new Webhook(NEW).verify(`${body} `, headers)).toThrow("No matching signature found");
    const otherId = { ...headers, "webhook-id": "msg_account_8" };
    expect(() => new Webhook(NEW).verify(body, otherId)).toThrow("No matching signature found");
  });

  test("a later try has the same id and a time of its own", async () => {
    await send({}, { at: new Date(Date.now() - 60_000) });
    await send();
    const [first, second] = receiver.received.map(({ headers }) => headers);
    expect([first?.["webhook-id"], second?.["webhook-id"]]).toEqual(["msg_account_7", "msg_account_7"]);
    expect(Number(second?.["webhook-timestamp"]) - Number(first?.["webhook-timestamp"])).toBeGreaterThanOrEqual(59);
  });
});

describe("what the console answers", () => {
  test.each([
    [204, { outcome: "taken" }],
    [410, { outcome: "gone" }],
    [400, { outcome: "failed", fault: "The console answered 400.", retryAfterSeconds: null }],
    [503, { outcome: "failed", fault: "The console answered 503.", retryAfterSeconds: null }],
  ])("%i", async (status, delivery) => {
    receiver.answer((response) => response.writeHead(status).end());
    expect(await send()).toEqual(delivery);
  });

  test.each([301, 302, 307, 308])("a redirect (%i) is not followed", async (status) => {
    receiver.answer((response) => response.writeHead(status, { location: `${receiver.url}/elsewhere` }).end());
    expect(await send()).toMatchObject({ outcome: "failed", fault: `The console answered ${status}.` });
    expect(receiver.received.map(({ path }) => path)).toEqual(["/hooks/portal"]);
  });

  const at = new Date("2026-11-24T09:00:00.400Z");
  test.each([
    ["120", 120],
    ["0", 0],
    ["Tue, 24 Nov 2026 09:02:00 GMT", 120],
    ["Tue, 24 Nov 2026 08:00:00 GMT", 0],
    ["99999999999999999999", 1e20],
    ["soon", null],
    ["-5", null],
    ["1.5", null],
    ["", null],
  ])("Retry-After %j", async (header, retryAfterSeconds) => {
    receiver.answer((response) => response.writeHead(429, { "retry-after": header }).end());
    expect(await send({}, { at })).toMatchObject({ outcome: "failed", retryAfterSeconds });
  });

  test("a long answer is read and thrown away", async () => {
    receiver.answer((response) => response.end("x".repeat(3_000_000)));
    expect(await send()).toEqual({ outcome: "taken" });
  });
});

describe("what the network does", () => {
  const late = { outcome: "failed", fault: "The console did not answer within 0.3 s.", retryAfterSeconds: null };

  test("a console that hangs is left", async () => {
    receiver.answer(() => undefined);
    expect(await send({ timeoutMs: 300 })).toEqual(late);
  });

  test("a console that accepts and never reads is left", async () => {
    const deaf = createServer((socket) => socket.pause().on("error", () => undefined)).listen(0, "127.0.0.1");
    await once(deaf, "listening");
    const url = `http://127.0.0.1:${(deaf.address() as AddressInfo).port}/`;
    expect(await send({ url, timeoutMs: 300 }, { body: "x".repeat(20_000_000) })).toEqual(late);
    deaf.close();
  });

  test("a console that answers a little at a time is left at the same limit", async () => {
    receiver.answer((response) => {
      response.writeHead(200);
      const trickle = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(trickle));
    });
    expect(await send({ timeoutMs: 300 })).toEqual(late);
  });

  const breaks: [string, Answering][] = [
    ["before it answers", (response) => response.destroy()],
    [
      "in the middle of its answer",
      (response) => {
        response.writeHead(200, { "content-length": 100 }).write("half");
        setImmediate(() => response.destroy());
      },
    ],
  ];
  test.each(breaks)("a connection that breaks %s is a fault", async (_, answering) => {
    receiver.answer(answering);
    const fault = "The console cannot be reached (ECONNRESET).";
    expect(await send()).toEqual({ outcome: "failed", fault, retryAfterSeconds: null });
  });

  test("what speaks no HTTP is a fault", async () => {
    const stranger = createServer((socket) => socket.end("220 mail.example.com ESMTP\r\n")).listen(0, "127.0.0.1");
    await once(stranger, "listening");
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
    expect(await send({ url })).toMatchObject({ outcome: "failed", fault: expect.stringContaining("HPE_") });
    stranger.close();
  });

  test("nobody listens", async () => {
    const url = `http://127.0.0.1:${await freePort()}/`;
    expect(await send({ url })).toMatchObject({ fault: "The console cannot be reached (ECONNREFUSED)." });
  });

  test("an inner name in the setting is meant", async () => {
    expect(await send({ url: `${receiver.url.replace("127.0.0.1", "localhost")}/hooks/portal` })).toEqual({
      outcome: "taken",
    });
  });

  test("a public name that leads to an inner address is refused before anything is sent", async () => {
    const url = `${receiver.url.replace("127.0.0.1", "console.example.com")}/hooks/portal`;
    const fault = "The console cannot be reached (EINNERADDRESS).";
    expect(await send({ url })).toEqual({ outcome: "failed", fault, retryAfterSeconds: null });
    expect(receiver.received).toEqual([]);
  });
});

vi.mock("node:dns", async (original) => {
  const dns = await original<typeof import("node:dns")>();
  const lookup = (host: string, options: object, done: (...found: unknown[]) => void) =>
    host === "console.example.com"
      ? done(null, [{ address: "127.0.0.1", family: 4 }])
      : dns.lookup(host, options, done);
  return { ...dns, lookup };
});
