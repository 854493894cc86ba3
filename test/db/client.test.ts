import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction, inTransactionUnlessRefused, type Tx } from "../../src/db/client.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`create table counters (name text primary key, value integer not null)`.execute(database.ctx.db);
  await sql`insert into counters values ('a', 0), ('b', 0), ('c', 0)`.execute(database.ctx.db);
});
afterAll(() => database.close());

const add = (tx: Tx, name: string) => sql`update counters set value = value + 1 where name = ${name}`.execute(tx);
const counterAt = async (name: string) => {
  const { rows } = await sql<{ value: number }>`select value from counters where name = ${name}`.execute(
    database.ctx.db,
  );
  return rows[0]?.value;
};

test("of two transactions that wait for each other one is done again: both are carried out, once", async () => {
  let tries = 0;
  const bothHoldOne = Promise.withResolvers<void>();
  const oneIsThrough = Promise.withResolvers<void>();
  const crossing = (first: string, second: string) =>
    inTransaction(database.ctx.db, async (tx) => {
      tries += 1;
      // The one that is done again could be faster than the other one wakes, and meet it a second time.
      if (tries > 2) await oneIsThrough.promise;
      await add(tx, first);
      if (tries === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await add(tx, second);
    });
  await Promise.all([crossing("a", "b"), crossing("b", "a")].map((done) => done.then(oneIsThrough.resolve)));
  expect(tries).toBe(3);
  expect([await counterAt("a"), await counterAt("b")]).toEqual([2, 2]);
});

test("a refusal is kept in one kind of transaction and undone in the other, a fault is undone in both", async () => {
  const refuse = async (tx: Tx) => {
    await add(tx, "c");
    return { ok: false };
  };
  expect(await inTransaction(database.ctx.db, refuse)).toEqual({ ok: false });
  expect(await inTransactionUnlessRefused(database.ctx.db, refuse)).toEqual({ ok: false });
  expect(await counterAt("c")).toBe(1);
  const fail = async (tx: Tx) => {
    await add(tx, "c");
    throw new Error("broken");
  };
  for (const transaction of [inTransaction, inTransactionUnlessRefused<never>]) {
    await expect(transaction(database.ctx.db, fail)).rejects.toThrow("broken");
  }
  expect(await counterAt("c")).toBe(1);
});

test("dates are days as they stand, numbers are numbers, moments are moments", async () => {
  const { rows } =
    await sql`select date '2026-05-04' as day, 3::bigint as big, timestamptz '2026-05-04T09:00Z' as at`.execute(
      database.ctx.db,
    );
  expect(rows).toEqual([{ day: "2026-05-04", big: 3, at: new Date("2026-05-04T09:00:00Z") }]);
});
