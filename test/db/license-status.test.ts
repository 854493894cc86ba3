import { afterAll, beforeAll, expect, test } from "vitest";
import { isOverInSql, statusInSql } from "../../src/db/license-status.ts";
import { dayFrom, isLive, licenseStatus, statusDays } from "../../src/policy/license-status.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("the database gives a license the status that the policy gives it, on every side of every limit", async () => {
  const { ctx } = database;
  const now = ctx.now();
  const ends = [-32, -31, -30, -1, 0, 1, 89, 90, 91];
  const terms = ends.flatMap((end) => [-40, -1, 0, 1].map((start) => [Math.min(start, end), end] as const));
  const user = await world(ctx).account({
    licenses: terms.map(([start, end]) => ({ sku: "SMEX", startsOn: dayFrom(now, start), endsOn: dayFrom(now, end) })),
  });
  const [first, second] = await ctx.db.selectFrom("licenses").select("id").orderBy("id").execute();
  await ctx.db
    .updateTable("licenses")
    .set({ convertedTo: second?.id ?? null })
    .where("id", "=", first?.id ?? "")
    .execute();
  const rows = await ctx.db
    .selectFrom("licenses")
    .selectAll()
    .select([statusInSql(statusDays(now)).as("status"), isOverInSql(statusDays(now)).as("isOver")])
    .where("accountId", "=", user.accountId)
    .execute();
  expect(rows).toHaveLength(terms.length);
  for (const row of rows) {
    const term = { ...row, registered: true, converted: row.convertedTo !== null };
    expect([row.startsOn, row.endsOn, row.status, row.isOver]).toEqual([
      row.startsOn,
      row.endsOn,
      licenseStatus(term, now).status,
      !isLive(term, now),
    ]);
  }
});
