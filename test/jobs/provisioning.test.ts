import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { retryProvisioning } from "../../src/actions/retry-provisioning.ts";
import type { User } from "../../src/db/users.ts";
import { findUserByEmail } from "../../src/db/users.ts";
import { type Fault, type FaultProxy, startFaultProxy } from "../support/fault-proxy.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import {
  activateByHttp,
  consoleAccountOf,
  passWait,
  untilConsole,
  untilNoJobIsLeft,
  untilStateShown,
  waitOfNextTry,
} from "../support/provisioning.ts";
import { freshEmail } from "../support/sample-order.ts";

vi.setConfig({ testTimeout: 90_000 });

let proxy: FaultProxy;
let portal: TestPortal;
beforeEach(async () => {
  proxy = await startFaultProxy();
  portal = await startTestPortal({ console: true, consoleProxy: proxy });
});
afterEach(async () => {
  await proxy.stop();
  await portal.close();
});

const activate = async (): Promise<User> => portal.world.activated(await portal.world.order());

/** What the real console behind the proxy has stored. */
const versionInConsole = async (accountId: string): Promise<number | undefined> => {
  const stored = "select version::int as version from xdr_console.account_states where account_id = $1";
  return (await portal.ctx.pool.query(stored, [accountId])).rows[0]?.version;
};

const eventsOf = async ({ accountId }: User) =>
  (await portal.world.eventsOf(`account:${accountId}`)).filter(({ type }) => type.startsWith("console."));

test("while the console is down a customer activates all the same, waits, and has the console once it is back", async () => {
  await proxy.goDown();
  const email = freshEmail();
  const visitor = await activateByHttp(portal, email);
  expect((await visitor.get("/console/state")).text).toBe("preparing");
  expect((await visitor.get("/products")).text).toContain("Being prepared");
  expect(await waitOfNextTry(portal)).toBeLessThan(7);
  const { accountId } = (await findUserByEmail(portal.ctx.db, email)) as User;
  const fault = "The console cannot be reached (ECONNREFUSED).";
  expect(await consoleAccountOf(portal, accountId)).toMatchObject({ state: "preparing", tries: 1, lastFault: fault });

  await proxy.comeBack();
  await passWait(portal);
  await untilStateShown(visitor, "ready");
  expect(await consoleAccountOf(portal, accountId)).toMatchObject({ deliveredVersion: 1, lastFault: null });
  expect(await versionInConsole(accountId)).toBe(1);
  expect((await visitor.get("/products")).text).not.toContain("Being prepared");
  await untilNoJobIsLeft(portal);
});

describe("a fault is overcome by the next try", () => {
  test.each<[Fault, string]>([
    [500, "The console answered 500."],
    [429, "The console answered 429."],
    [404, "The console answered 404."],
    ["reset", "The console cannot be reached (ECONNRESET)."],
    ["hang", "The console did not answer within 15 s."],
    ["late", "The console cannot be reached (ECONNRESET)."],
  ])("%s", async (fault, lastFault) => {
    proxy.faults.push(fault);
    const { accountId } = await activate();
    await untilConsole(portal, accountId, { state: "preparing", tries: 1, lastFault });
    expect(await waitOfNextTry(portal)).toBeGreaterThan(2);
    await passWait(portal);
    await untilConsole(portal, accountId, { state: "ready", tries: 2, deliveredVersion: 1, lastFault: null });
    expect(await versionInConsole(accountId)).toBe(1);
    expect(proxy.deliveries()).toBe(2);
  });
});

test("a delivery that arrives twice is one state, and one audit event", async () => {
  proxy.faults.push("twice");
  const user = await activate();
  await untilConsole(portal, user.accountId, { state: "ready", deliveredVersion: 1 });
  expect(await versionInConsole(user.accountId)).toBe(1);
  expect((await eventsOf(user)).map(({ type, data }) => [type, data])).toEqual([
    ["console.ready", { version: 1, tries: 1 }],
  ]);
});

test("a console that wants no more (410) is left alone until the customer tries again", async () => {
  proxy.faults.push(410);
  const email = freshEmail();
  const visitor = await activateByHttp(portal, email);
  await untilStateShown(visitor, "failed");
  await untilNoJobIsLeft(portal);
  const products = (await visitor.get("/products")).text;
  expect(products).toContain("Not ready yet");
  expect(products).toContain("Try again");
  expect((await visitor.get("/metrics")).text).toContain('anykey_console_accounts{state="failed"} 1');

  await Promise.all([visitor.post("/console/try-again", {}), visitor.post("/console/try-again", {})]);
  await untilStateShown(visitor, "ready");
  expect(proxy.deliveries()).toBe(2);
  const user = (await findUserByEmail(portal.ctx.db, email)) as User;
  expect((await eventsOf(user)).map(({ type, data }) => [type, data])).toEqual([
    ["console.failed", { version: 1, tries: 1 }],
    ["console.ready", { version: 1, tries: 1 }],
  ]);
});

test("after ten tries it has failed, and another round has ten again", async () => {
  proxy.faults.push(...Array.from({ length: 11 }, () => 503));
  const user = await activate();
  for (let tries = 1; tries < 10; tries++) {
    await untilConsole(portal, user.accountId, { state: "preparing", tries });
    await waitOfNextTry(portal);
    await passWait(portal);
  }
  await untilConsole(portal, user.accountId, { state: "failed", tries: 10, lastFault: "The console answered 503." });
  expect(proxy.deliveries()).toBe(10);
  await untilNoJobIsLeft(portal);
  expect((await eventsOf(user)).map(({ type, data }) => [type, data])).toEqual([
    ["console.failed", { version: 1, tries: 10 }],
  ]);

  await retryProvisioning(portal.ctx, user.accountId);
  await untilConsole(portal, user.accountId, { state: "preparing", tries: 1 });
  await waitOfNextTry(portal);
  await passWait(portal);
  await untilConsole(portal, user.accountId, { state: "ready", tries: 2 });
});
