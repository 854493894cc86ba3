import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freeDeadWorkersJobs } from "../../src/actions/free-dead-workers-jobs.ts";
import { resumeProvisioning } from "../../src/actions/resume-provisioning.ts";
import type { Context } from "../../src/context.ts";
import type { User } from "../../src/db/users.ts";
import type { Worker } from "../../src/worker.ts";
import { onDatabase } from "../support/command.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import {
  activateAnother,
  consoleAccountOf,
  countProvisioningJobs,
  countWaits,
  passWait,
  untilConsole,
  untilNoJobIsLeft,
  waitOfNextTry,
} from "../support/provisioning.ts";
import { type Received, type Receiver, startReceiver } from "../support/receiver.ts";
import { world } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

let receiver: Receiver;
let portal: TestPortal;
const workers: Worker[] = [];
beforeEach(async () => {
  receiver = await startReceiver();
  portal = await startTestPortal({ worker: false, settings: { CONSOLE_URL: receiver.url } });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await portal.close();
  await receiver.stop();
});

const startWorker = async () => workers.push(await portal.startWorker());
const activate = async (): Promise<User> => portal.world.activated(await portal.world.order());
const stateIn = ({ body }: Received) => JSON.parse(body).data as { accountId: string; version: number };
const versionsOf = (accountId: string): number[] =>
  receiver.received.flatMap((each) => (stateIn(each).accountId === accountId ? stateIn(each).version : []));

/** Holds the next answer back until the test gives it. */
const heldAnswer = (): Promise<ServerResponse> =>
  new Promise((resolve) => {
    receiver.answer((response) => {
      receiver.answer((next) => next.end());
      resolve(response);
    });
  });

test("a worker that is killed in the middle of a delivery has used up a try, and another one makes the next", async () => {
  const user = await activate();
  const held = heldAnswer();
  const child = spawn(process.execPath, ["bin/anykey.js", "worker"], {
    env: {
      PATH: "/usr/bin:/bin",
      ...onDatabase(portal.databaseUrl),
      CONSOLE_URL: receiver.url,
      SMTP_URL: portal.smtpUrl,
    },
    stdio: "ignore",
  });
  await held;
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await consoleAccountOf(portal, user.accountId)).toMatchObject({ state: "preparing", tries: 1 });

  await startWorker();
  // Stands for the time after which no living worker can still hold a job.
  await freeDeadWorkersJobs(portal.ctx, 0);
  await untilConsole(portal, user.accountId, { state: "ready", deliveredVersion: 1, tries: 2 });
  const [first, second] = receiver.received;
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  await untilNoJobIsLeft(portal);
});

test("a console that hangs holds no mail back", async () => {
  const hanging: ServerResponse[] = [];
  receiver.answer((response) => hanging.push(response));
  const users: User[] = [];
  for (let customer = 0; customer < 12; customer++) users.push(await activate());
  // All deliveries stand before the mails.
  await portal.ctx.pool.query(
    "update graphile_worker._private_jobs set run_at = run_at - interval '1 hour' where key like 'console-%'",
  );
  await startWorker();
  for (const { email } of users) await portal.mailbox.latest(email, "order-activated");
  const accounts = await portal.ctx.db.selectFrom("consoleAccounts").select("lastFault").execute();
  expect(accounts).toEqual(users.map(() => ({ lastFault: null })));
  receiver.answer((response) => response.end());
  for (const response of hanging) response.end();
});

test("two workers deliver each account's versions one after the other, and in order", async () => {
  await Promise.all([startWorker(), startWorker()]);
  const running = new Map<string, number>();
  let together = 0;
  receiver.answer((response) => {
    const { accountId } = stateIn(receiver.received.at(-1) as Received);
    running.set(accountId, (running.get(accountId) ?? 0) + 1);
    together = Math.max(together, ...running.values());
    setTimeout(() => {
      running.set(accountId, (running.get(accountId) ?? 1) - 1);
      response.end();
    }, 40);
  });
  const users = await Promise.all([activate(), activate(), activate()]);
  await Promise.all(
    users.map(async (user) => {
      for (let order = 2; order <= 6; order++) await activateAnother(portal, user);
    }),
  );
  for (const { accountId } of users) {
    await untilConsole(portal, accountId, { state: "ready", version: 6, deliveredVersion: 6 });
    const versions = versionsOf(accountId);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.at(-1)).toBe(6);
  }
  expect(together).toBe(1);
  await untilNoJobIsLeft(portal);
});

test("a second activation while the first delivery waits: it is told at once, in one chain of tries", async () => {
  await startWorker();
  receiver.answer((response) => response.writeHead(503).end());
  const user = await activate();
  await untilConsole(portal, user.accountId, { tries: 1 });
  await waitOfNextTry(portal);
  receiver.answer((response) => response.end());
  await activateAnother(portal, user);
  await untilConsole(portal, user.accountId, { state: "ready", version: 2, deliveredVersion: 2, tries: 1 });
  expect(versionsOf(user.accountId)).toEqual([1, 2]);
  await untilNoJobIsLeft(portal);
});

test.each([
  ["fails", 503],
  ["is wanted no more", 410],
  ["is taken", 200],
])(
  "a second activation while the first delivery is under way, which then %s: the newer state wins",
  async (_, status) => {
    const user = await activate();
    // The next failure would be followed by a day's wait.
    await portal.ctx.db.updateTable("consoleAccounts").set({ tries: 7 }).execute();
    const held = heldAnswer();
    await startWorker();
    const response = await held;
    await activateAnother(portal, user);
    response.writeHead(status).end();
    await untilConsole(portal, user.accountId, { state: "ready", deliveredVersion: 2, tries: 1 });
    expect(versionsOf(user.accountId)).toEqual([1, 2]);
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual([
      "entitlements.activated",
      status === 200 ? "entitlements.changed" : "entitlements.activated",
    ]);
    await untilNoJobIsLeft(portal);
    const events = await portal.world.eventsOf(`account:${user.accountId}`);
    expect(events.filter(({ type }) => type === "console.failed")).toEqual([]);
  },
);

test("what was activated while no console was named is told to the one that is named later, once", async () => {
  const without: Context = { ...portal.ctx, config: { ...portal.ctx.config, consoleUrl: undefined } };
  const user = await world(without).activated(await portal.world.order());
  expect(await consoleAccountOf(portal, user.accountId)).toMatchObject({ state: "preparing", version: 1, tries: 0 });
  await resumeProvisioning(without);
  expect(await countProvisioningJobs(portal)).toBe(0);

  await Promise.all([resumeProvisioning(portal.ctx), resumeProvisioning(portal.ctx)]);
  expect(await countProvisioningJobs(portal)).toBe(1);
  await Promise.all([startWorker(), startWorker()]);
  await untilConsole(portal, user.accountId, { state: "ready", deliveredVersion: 1 });
  expect(versionsOf(user.accountId)).toEqual([1]);
});

test("a worker that starts leaves a waiting try its time, and takes up one that the queue gave up", async () => {
  await startWorker();
  receiver.answer((response) => response.writeHead(503).end());
  const user = await activate();
  await untilConsole(portal, user.accountId, { tries: 1 });
  await portal.ctx.db.updateTable("consoleAccounts").set({ tries: 3 }).execute();
  await waitOfNextTry(portal);
  await passWait(portal);
  await untilConsole(portal, user.accountId, { tries: 4 });
  expect(await waitOfNextTry(portal)).toBeGreaterThan(1_200);
  await resumeProvisioning(portal.ctx);
  expect(await waitOfNextTry(portal)).toBeGreaterThan(1_200);

  receiver.answer((response) => response.end());
  await portal.ctx.pool.query("update graphile_worker._private_jobs set attempts = max_attempts");
  await resumeProvisioning(portal.ctx);
  await untilConsole(portal, user.accountId, { state: "ready", deliveredVersion: 1 });
});

test("once the console takes what it failed to take before, other long waits are over, and their tries do not count", async () => {
  await startWorker();
  receiver.answer((response) => response.writeHead(503).end());
  const [recovering, waiting, fresh] = [await activate(), await activate(), await activate()];
  for (const { accountId } of [recovering, waiting, fresh]) await untilConsole(portal, accountId, { tries: 1 });
  receiver.answer((response) => response.writeHead(503, { "retry-after": "3600" }).end());
  const patient = await activate();
  await untilConsole(portal, patient.accountId, { tries: 1 });
  await expect.poll(() => countWaits(portal)).toBe(4);

  receiver.answer((response) => response.end());
  await portal.ctx.db.updateTable("consoleAccounts").set({ tries: 4 }).execute();
  await reschedule(recovering, "run_at = now()");
  await reschedule(waiting, "run_at = now() + interval '20 minutes', created_at = now() - interval '10 minutes'");
  await reschedule(patient, "created_at = now() - interval '10 minutes'");
  await reschedule(fresh, "run_at = now() + interval '20 minutes'");
  await untilConsole(portal, waiting.accountId, { state: "ready", tries: 4 });
  expect(await consoleAccountOf(portal, recovering.accountId)).toMatchObject({ state: "ready", tries: 5 });
  for (const { accountId } of [patient, fresh]) {
    expect(await consoleAccountOf(portal, accountId)).toMatchObject({ state: "preparing", tries: 4 });
  }
  expect(await countWaits(portal)).toBe(2);
});

const reschedule = ({ accountId }: User, changes: string) =>
  portal.ctx.pool.query(`update graphile_worker._private_jobs set ${changes} where key = $1`, [`console-${accountId}`]);
