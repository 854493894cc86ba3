import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freeDeadWorkersJobs } from "../../src/actions/free-dead-workers-jobs.ts";
import { onDatabase } from "../support/command.ts";
import { askForMailByHttp, httpVisitor } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

vi.setConfig({ testTimeout: 60_000 });

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal({ worker: false });
});
afterEach(() => portal.close());

const begin = (command: string, settings: Record<string, string>): ChildProcess =>
  spawn(process.execPath, ["bin/anykey.js", command], {
    env: { PATH: "/usr/bin:/bin", ...onDatabase(portal.databaseUrl), ...settings },
    stdio: "ignore",
  });

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
};

const isReady = async (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );

const listening = async (onConnection: (socket: Socket) => void) => {
  const server = createServer(onConnection).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
};

test("a portal killed right after a commit loses no mail", async () => {
  const { server, port } = await listening((socket) => socket.destroy());
  server.close();
  await once(server, "close");
  const url = `http://127.0.0.1:${port}`;
  const child = begin("portal", { PORT: String(port), PUBLIC_URL: url });
  try {
    await vi.waitUntil(() => isReady(url), { timeout: 30_000, interval: 100 });
    const order = await portal.world.order();
    const visitor = httpVisitor(url);
    const activation = await askForMailByHttp(visitor, order.keys[0] as string, "kim@acme.example");
    const { id } = await portal.ctx.db.selectFrom("verifications").select("id").executeTakeFirstOrThrow();
    await visitor.post(`${activation}/verify`, { code: portal.ctx.secrets.code(id) });
    expect((await visitor.post(`${activation}/confirm`, {})).status).toBe(303);
  } finally {
    await kill(child);
  }
  expect(await portal.mailbox.count("kim@acme.example")).toBe(0);
  const worker = await portal.startWorker();
  await portal.mailbox.latest("kim@acme.example", "order-activated");
  await worker.stop();
});

test("the job of a worker that was killed while it sent a mail is taken over, and the mail comes once", async () => {
  const sockets: Socket[] = [];
  const silent = await listening((socket) => sockets.push(socket));
  const order = await portal.world.order();
  await askForMailByHttp(httpVisitor(portal.url), order.keys[0] as string, "kim@acme.example");
  const child = begin("worker", { SMTP_URL: `smtp://127.0.0.1:${silent.port}` });
  try {
    await vi.waitUntil(() => sockets.length > 0, { timeout: 30_000 });
  } finally {
    await kill(child);
    for (const socket of sockets) socket.destroy();
    silent.server.close();
  }
  const worker = await portal.startWorker();
  await new Promise((done) => setTimeout(done, 1_000));
  expect(await portal.mailbox.count("kim@acme.example")).toBe(0);
  // Stands for the time after which no living worker can still hold a job.
  await freeDeadWorkersJobs(portal.ctx, 0);
  await portal.mailbox.latest("kim@acme.example", "verify-email");
  await worker.stop();
  expect(await portal.mailbox.count("kim@acme.example")).toBe(1);
});
