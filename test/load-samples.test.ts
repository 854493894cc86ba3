import { afterAll, beforeAll, expect, test } from "vitest";
import { applyCatalog } from "../src/actions/apply-catalog.ts";
import { listProducts } from "../src/db/products.ts";
import { loadShippedCatalog } from "../src/load-samples.ts";
import { createTestDatabase, type TestDatabase } from "./support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("a later start keeps the catalogue that was applied by hand, and adds what is missing", async () => {
  const { ctx } = database;
  await loadShippedCatalog(ctx);
  const shipped = await listProducts(ctx.db);
  const [first] = shipped;
  if (!first) throw new Error("The shipped catalogue is empty.");
  await applyCatalog(ctx, [{ ...first, nameEn: "Renamed" }], "test");
  await ctx.db.deleteFrom("products").where("sku", "=", "TMMS").execute();
  await loadShippedCatalog(ctx);
  const after = new Map((await listProducts(ctx.db)).map((product) => [product.sku, product]));
  expect(after.get(first.sku)?.nameEn).toBe("Renamed");
  expect(after.size).toBe(shipped.length);
});
