import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../src/db/client.ts";
import { listFullOrders } from "../../src/db/order-facts.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const days = (count: number) => new Date(Date.UTC(2026, 5, count));

test.each(["on", "off"])(
  "orders come as they were bought, then as they came in (sequential scans %s)",
  async (scans) => {
    const the = world(database.ctx);
    const bought = [days(3), days(1), days(2), days(1)];
    const ids: string[] = [];
    for (const purchasedAt of bought) ids.push((await the.order({ purchasedAt })).id);
    const listed = await inTransaction(database.ctx.db, async (tx) => {
      await sql.raw(`set local enable_seqscan = ${scans}`).execute(tx);
      return listFullOrders(tx, ids.toReversed());
    });
    expect(listed.map(({ orderId }) => orderId)).toEqual([ids[1], ids[3], ids[2], ids[0]]);
  },
);
