import { type Insertable, type Selectable, sql } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Orders } from "./schema.ts";

export type Order = Selectable<Orders>;

export const findOrderByNumber = (db: Db | Tx, orderNumber: string): Promise<Order | undefined> =>
  db.selectFrom("orders").selectAll().where("orderNumber", "=", orderNumber).executeTakeFirst();

/** The order whose number was typed by hand: where none is spelt so, the one that differs in case and blanks alone. */
export const findOrderByTypedNumber = async (db: Db, typed: string): Promise<Order | undefined> => {
  const exact = await findOrderByNumber(db, typed);
  if (exact) return exact;
  const alike = await db
    .selectFrom("orders")
    .selectAll()
    .where(sql`upper(order_number)`, "=", typed.replace(/\s/g, "").toUpperCase())
    .limit(2)
    .execute();
  return alike.length === 1 ? alike[0] : undefined;
};

export const countOrders = async (db: Db): Promise<number> => {
  const row = await db
    .selectFrom("orders")
    .select((e) => e.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
};

/** Orders in the order in which they came in, after the one with the id `after`. */
export const listOrders = (
  db: Db,
  page: { after?: string; customerNumber?: string; limit: number },
): Promise<Order[]> => {
  let query = db.selectFrom("orders").selectAll().orderBy("id").limit(page.limit);
  if (page.after) query = query.where("id", ">", page.after);
  if (page.customerNumber) query = query.where("customerNumber", "=", page.customerNumber);
  return query.execute();
};

/** Inserts the order unless its number is taken; true when it was inserted. */
export const insertOrder = async (tx: Tx, order: Insertable<Orders>): Promise<boolean> => {
  const result = await tx
    .insertInto("orders")
    .values(order)
    .onConflict((conflict) => conflict.column("orderNumber").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const markOrderCancelled = (tx: Tx, id: string, at: Date) =>
  tx.updateTable("orders").set({ cancelledAt: at }).where("id", "=", id).where("cancelledAt", "is", null).execute();
