import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { switchExpiryMails } from "../../src/actions/switch-expiry-mails.ts";
import { tellEndingLicenses } from "../../src/actions/tell-ending-licenses.ts";
import { dayFrom } from "../../src/policy/license-status.ts";
import { createTestDatabase, type TestDatabase, TEST_START } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  database.clock.set(TEST_START);
  await sql`truncate expiry_reminders, expiry_digests, mails, licenses, order_items, users, accounts cascade`.execute(
    database.ctx.db,
  );
});

const inDays = (days: number) => dayFrom(database.ctx.now(), days);
const run = (after: string | null = null, limit?: number) =>
  tellEndingLicenses(database.ctx, { after, ...(limit && { limit }) });

const accountEnding = (...days: number[]) =>
  world(database.ctx).account({ licenses: days.map((end) => ({ sku: "SMEX", endsOn: inDays(end) })) });

const reminders = () =>
  database.ctx.db
    .selectFrom("expiryReminders")
    .innerJoin("expiryDigests", "expiryDigests.id", "expiryReminders.digestId")
    .selectAll()
    .orderBy("day")
    .orderBy("expiryReminders.endsOn")
    .execute();

const mails = () => database.ctx.db.selectFrom("mails").selectAll().orderBy("id").execute();

test("one digest tells an account of everything that came to a step, in each user's language", async () => {
  const user = await accountEnding(90, 45, 7, -1, 91, -31);
  await database.ctx.db.updateTable("users").set({ language: "ja" }).execute();
  expect(await run()).toEqual({ accounts: 1, digests: 1 });
  expect((await reminders()).map(({ step }) => step)).toEqual([-1, 7, 60, 90]);
  expect(await mails()).toMatchObject([{ kind: "license-expiring", recipient: user.email, language: "ja" }]);
  const events = await world(database.ctx).eventsOf(`account:${user.accountId}`);
  expect(events.at(-1)).toMatchObject({ type: "account.told_of_ends", data: { licenses: 4, readers: 1 } });
});

test("a second run on the day sends nothing, and the next day only what is new", async () => {
  await accountEnding(30, 8);
  await run();
  expect(await run()).toEqual({ accounts: 0, digests: 0 });
  database.clock.advance(24 * 3600);
  expect(await run()).toEqual({ accounts: 1, digests: 1 });
  expect((await reminders()).map(({ step }) => step)).toEqual([30, 30, 7]);
});

test("what comes to a step later on a day waits for the next day's digest", async () => {
  const user = await accountEnding(30);
  await run();
  await database.ctx.db
    .updateTable("licenses")
    .set({ endsOn: inDays(20) })
    .execute();
  expect(await run()).toEqual({ accounts: 1, digests: 0 });
  database.clock.advance(24 * 3600);
  expect(await run()).toEqual({ accounts: 1, digests: 1 });
  expect(await world(database.ctx).mailsTo(user.email)).toHaveLength(2);
});

test("two workers at once tell each account once", async () => {
  await database.openConnections();
  for (let account = 0; account < 5; account++) await accountEnding(30, 60);
  await Promise.all(Array.from({ length: 6 }, () => run()));
  expect(await mails()).toHaveLength(5);
  expect(await reminders()).toHaveLength(10);
});

test("who turned the mails off gets none; where all did, the step is told once somebody reads again", async () => {
  const user = await accountEnding(60);
  const person = { userId: user.id, accountId: user.accountId };
  await switchExpiryMails(database.ctx, { user: person, on: false, way: "mail_link" });
  await switchExpiryMails(database.ctx, { user: person, on: false, way: "mail_link" });
  expect(await run()).toEqual({ accounts: 1, digests: 0 });
  await switchExpiryMails(database.ctx, { user: person, on: true, way: "signed_in" });
  expect(await run()).toEqual({ accounts: 1, digests: 1 });
  const events = await world(database.ctx).eventsOf(`account:${user.accountId}`);
  const switched = events.filter(({ type }) => type === "user.expiry_mails_switched");
  expect(switched.map(({ type, data }) => [type, data])).toEqual([
    ["user.expiry_mails_switched", { on: false, way: "mail_link" }],
    ["user.expiry_mails_switched", { on: true, way: "signed_in" }],
  ]);
});

test("an address that was never proven is left alone, and so is a license that became a full one", async () => {
  await world(database.ctx).account({ emailVerified: false, licenses: [{ sku: "SMEX", endsOn: inDays(30) }] });
  await accountEnding(30, 300);
  const [trial, full] = await database.ctx.db
    .selectFrom("licenses")
    .innerJoin("users", "users.accountId", "licenses.accountId")
    .select("licenses.id")
    .where("emailVerifiedAt", "is not", null)
    .orderBy("endsOn")
    .execute();
  await database.ctx.db
    .updateTable("licenses")
    .set({ convertedTo: full?.id ?? null })
    .where("id", "=", trial?.id ?? "")
    .execute();
  expect(await run()).toEqual({ accounts: 1, digests: 0 });
  expect(await mails()).toEqual([]);
});

test("a batch that is full hands on to the next, and all are told", async () => {
  for (let account = 0; account < 5; account++) await accountEnding(30);
  let after: string | null = null;
  for (const digests of [2, 2, 1]) {
    expect(await run(after, 2)).toEqual({ accounts: digests, digests });
    after = await nextBatch();
  }
  expect(await mails()).toHaveLength(5);
});

/** After which account the job that was enqueued last goes on. */
const nextBatch = async (): Promise<string> => {
  const { rows } = await sql<{ payload: { after: string } }>`
    select payload from graphile_worker._private_jobs as jobs
    join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
    where tasks.identifier = 'tell-ending-licenses' order by jobs.id desc limit 1`.execute(database.ctx.db);
  return rows[0]?.payload.after ?? "";
};

test("never twice, and one mail for an account and a day at most, on whatever days the job runs", async () => {
  const runs = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 40 }), atOnce: fc.integer({ min: 1, max: 2 }) }), {
    maxLength: 8,
  });
  const ends = fc.array(fc.integer({ min: -40, max: 150 }), { minLength: 1, maxLength: 4 });
  await database.openConnections();
  await fc.assert(
    fc.asyncProperty(ends, runs, async (days, waits) => {
      database.clock.set(TEST_START);
      const user = await accountEnding(...days);
      for (const { wait, atOnce } of waits) {
        database.clock.advance(wait * 24 * 3600);
        await Promise.all(Array.from({ length: atOnce }, () => run()));
      }
      const sent = await world(database.ctx).mailsTo(user.email);
      const sentOn = sent.map(({ queuedAt }) => dayFrom(queuedAt, 0));
      expect(new Set(sentOn).size).toBe(sentOn.length);
      const told = (await reminders()).map(({ licenseId, endsOn, step }) => `${licenseId} ${endsOn} ${step}`);
      expect(new Set(told).size).toBe(told.length);
    }),
    { numRuns: 15 },
  );
}, 60_000);
