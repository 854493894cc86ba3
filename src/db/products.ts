import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Products } from "./schema.ts";

export type Product = Selectable<Products>;

export const listProducts = (db: Db | Tx): Promise<Product[]> =>
  db.selectFrom("products").selectAll().orderBy("sku").execute();

/** Adds a product, or gives a known SKU the new facts. */
export const insertProduct = (tx: Tx, product: Insertable<Products>) =>
  tx
    .insertInto("products")
    .values(product)
    .onConflict((conflict) => conflict.column("sku").doUpdateSet(product))
    .execute();
