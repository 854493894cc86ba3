import { expect } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import type { ConsoleAccount } from "../../src/db/console-accounts.ts";
import type { User } from "../../src/db/users.ts";
import { askForMailByHttp, type HttpVisitor, httpVisitor } from "./http-visitor.ts";
import type { TestPortal } from "./portal.ts";

const WAIT = { timeout: 30_000, interval: 50 };

/** A customer who activates an order in a browser, and stays signed in there. */
export const activateByHttp = async (portal: TestPortal, email: string): Promise<HttpVisitor> => {
  const visitor = httpVisitor(portal.url);
  const order = await portal.world.order();
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, email);
  const mailed = portal.ctx.db.selectFrom("verifications").select("id").where("emailIdentity", "=", email);
  const { id } = await mailed.executeTakeFirstOrThrow();
  await visitor.post(`${activation}/verify`, { code: portal.ctx.secrets.code(id) });
  const confirmed = await visitor.post(`${activation}/confirm`, {});
  if (confirmed.status !== 303) throw new Error(`The button was answered ${confirmed.status}.`);
  return visitor;
};

/** The same user activates one more order of add-ons, which is one more version for the console. */
export const activateAnother = async ({ world, ctx }: TestPortal, user: User): Promise<void> => {
  const order = await world.order({ addOns: 2, products: 0 });
  const outcome = await activateOrder(ctx, await world.signedInActivation(order, user));
  if (!outcome.ok) throw new Error(`The order was refused: ${outcome.reason}`);
};

export const consoleAccountOf = (portal: TestPortal, accountId: string): Promise<ConsoleAccount> =>
  portal.ctx.db.selectFrom("consoleAccounts").selectAll().where("accountId", "=", accountId).executeTakeFirstOrThrow();

export const untilConsole = (portal: TestPortal, accountId: string, facts: Partial<ConsoleAccount>) =>
  expect.poll(() => consoleAccountOf(portal, accountId), WAIT).toMatchObject(facts);

/** What the browser of a customer is told while it waits. */
export const untilStateShown = (visitor: HttpVisitor, state: ConsoleAccount["state"]) =>
  expect.poll(async () => (await visitor.get("/console/state")).text, WAIT).toBe(state);

/** Waits until a job waits for its time, and answers how many seconds it waits. */
export const waitOfNextTry = async (portal: TestPortal): Promise<number> => {
  await expect.poll(() => countWaits(portal), WAIT).toBe(1);
  return (await waits(portal))[0] as number;
};

/** How many tries wait for their time. */
export const countWaits = async (portal: TestPortal): Promise<number> => (await waits(portal)).length;

const waits = async ({ ctx }: TestPortal): Promise<number[]> => {
  const { rows } = await ctx.pool.query(
    `select extract(epoch from run_at - now())::float as seconds from graphile_worker.jobs
     where task_identifier = 'provision-console' and locked_at is null and run_at > now()`,
  );
  return rows.map((row) => row.seconds);
};

/** Time goes by until the waiting tries are due. */
export const passWait = async ({ ctx }: TestPortal): Promise<void> => {
  await ctx.pool.query(
    "update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()",
  );
  await ctx.pool.query(`select pg_notify('jobs:insert', '{"r":"1","count":1}')`);
};

/** The queue strikes a job out a moment after its work was committed. */
export const untilNoJobIsLeft = (portal: TestPortal) => expect.poll(() => countProvisioningJobs(portal), WAIT).toBe(0);

/** How many jobs the queue holds for consoles, those that run included. */
export const countProvisioningJobs = async ({ ctx }: TestPortal): Promise<number> => {
  const { rows } = await ctx.pool.query(
    "select count(*)::int as count from graphile_worker.jobs where task_identifier = 'provision-console'",
  );
  return rows[0].count;
};
