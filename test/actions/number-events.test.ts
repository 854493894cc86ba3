import { afterAll, beforeEach, expect, test } from "vitest";
import { numberEvents } from "../../src/actions/number-events.ts";
import { verifyAudit } from "../../src/actions/verify-audit.ts";
import { insertAuditEvents, listEvents } from "../../src/db/audit-events.ts";
import { inTransaction } from "../../src/db/client.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase | undefined;
beforeEach(async () => {
  await database?.close();
  database = await createTestDatabase();
});
afterAll(() => database?.close());

const ctx = () => (database as TestDatabase).ctx;

const append = (subject: string, work: () => Promise<unknown> = async () => {}) =>
  inTransaction(ctx().db, async (tx) => {
    const event = { type: "test.happened", actor: "test", subject, data: { b: 1, a: { d: [1, null], c: "é" } } };
    await insertAuditEvents(tx, ctx().newId, ctx().now(), [event, event]);
    await work();
  });

const feed = () => listEvents(ctx().db, { after: 0, limit: 10_000 });

test("events of parallel transactions count 1, 2, 3 … without gaps, though some roll back and others commit late", async () => {
  await database?.openConnections();
  const appends = Array.from({ length: 60 }, (_, at) =>
    append(`subject ${at}`, async () => {
      await new Promise((done) => setTimeout(done, (at % 7) * 3));
      if (at % 5 === 0) throw new Error("rolled back");
    }).catch(() => undefined),
  );
  const sequencers = Array.from({ length: 10 }, async (_, at) => {
    await new Promise((done) => setTimeout(done, at * 4));
    return numberEvents(ctx());
  });
  await Promise.all([...appends, ...sequencers]);
  await numberEvents(ctx());
  const events = await feed();
  expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 96 }, (_, at) => at + 1));
  expect(await verifyAudit(ctx())).toEqual({ ok: true, events: 96 });
});

test("a number that was given never changes, and a late commit gets a later one", async () => {
  let commit = () => {};
  const held = new Promise<void>((done) => {
    commit = done;
  });
  const late = append("late", () => held);
  await append("early");
  expect(await numberEvents(ctx())).toBe(2);
  commit();
  await late;
  expect(await numberEvents(ctx())).toBe(2);
  expect((await feed()).map(({ subject }) => subject)).toEqual(["early", "early", "late", "late"]);
});

test("pages of the feed follow each other", async () => {
  await append("one");
  await append("two");
  await numberEvents(ctx());
  const page = await listEvents(ctx().db, { after: 1, limit: 2 });
  expect(page.map(({ sequence }) => sequence)).toEqual([2, 3]);
});
