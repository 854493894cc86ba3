import { afterAll, beforeAll, expect, test } from "vitest";
import { applyCatalog } from "../../src/actions/apply-catalog.ts";
import { listProducts } from "../../src/db/products.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("brings in what is new or changed, tells it once, and keeps what is no longer listed", async () => {
  const { ctx } = database;
  const products = await listProducts(ctx.db);
  const [kept, changed] = [products[0], products[1]];
  if (!kept || !changed) throw new Error("The test database has no products.");
  const renamed = { ...changed, nameEn: "Another name" };
  const catalog = [kept, renamed, { ...kept, sku: "NEW" }];
  expect(await applyCatalog(ctx, catalog, "test")).toEqual({ added: 1, changed: 1, unchanged: 1 });
  expect(await applyCatalog(ctx, catalog, "test")).toEqual({ added: 0, changed: 0, unchanged: 3 });
  const after = await listProducts(ctx.db);
  expect(after).toHaveLength(products.length + 1);
  expect(after.find(({ sku }) => sku === renamed.sku)).toEqual(renamed);
  expect((await world(ctx).eventsOf("catalog")).map(({ data }) => data)).toEqual([{ added: 1, changed: 1 }]);
});
