import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freeDeadWorkersJobs } from "../../src/actions/free-dead-workers-jobs.ts";
import { JOB_SECONDS } from "../../src/jobs/tasks.ts";
import { askForMailByHttp, httpVisitor } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { freshEmail } from "../support/sample-order.ts";

let portal: TestPortal;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  portal = await startTestPortal({ settings: { RATE_LIMITS: "off", CONSOLE_URL: receiver.url } });
});
afterAll(async () => {
  await portal.close();
  await receiver.stop();
});

const cutConnections = () =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(portal.ctx.db);

/** A job whose taking was never answered stays locked until nobody can be at work on it. */
const letLocksGrowOld = async () => {
  await sql`update graphile_worker._private_jobs set locked_at = locked_at - interval '1 day'
            where locked_at < now() - interval '1 second'`.execute(portal.ctx.db);
  await freeDeadWorkersJobs(portal.ctx, JOB_SECONDS);
};

test("connections that are cut while mails go out end no process and lose no mail", { timeout: 60_000 }, async () => {
  const emails = Array.from({ length: 12 }, freshEmail);
  for (const [at, email] of emails.entries()) {
    const order = await portal.world.order();
    await askForMailByHttp(httpVisitor(portal.url), order.keys[0] as string, email);
    if (at % 3 === 2) await cutConnections();
  }
  const arrived = () => Promise.all(emails.map((email) => portal.mailbox.count(email, "verify-email")));
  await vi.waitUntil(
    async () => {
      await letLocksGrowOld();
      return (await arrived()).every((count) => count > 0);
    },
    { timeout: 50_000, interval: 500 },
  );
  expect(await arrived()).not.toContain(0);
});

test("connections that are cut while the console is told end no process and lose no delivery", {
  timeout: 60_000,
}, async () => {
  receiver.answer((response) => setTimeout(() => response.end(), 50));
  for (let customer = 1; customer <= 12; customer++) {
    await portal.world.activated(await portal.world.order());
    if (customer % 3 === 0) await cutConnections();
  }
  const states = async () =>
    (await portal.ctx.db.selectFrom("consoleAccounts").select("state").execute()).map(({ state }) => state);
  await vi.waitUntil(
    async () => {
      await letLocksGrowOld();
      return (await states()).every((state) => state === "ready");
    },
    { timeout: 50_000, interval: 500 },
  );
  expect(await states()).toHaveLength(12);
});
