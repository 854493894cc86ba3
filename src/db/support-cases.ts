import type { Insertable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { SupportCases } from "./schema.ts";

export const findSupportCase = (db: Db | Tx, id: string) =>
  db.selectFrom("supportCases").selectAll().where("id", "=", id).executeTakeFirst();

/** The case that the desk has open for an order: one at most. */
export const findOpenCase = (db: Db | Tx, orderId: string) =>
  db
    .selectFrom("supportCases")
    .select(["id", "number"])
    .where("orderId", "=", orderId)
    .where("state", "=", "open")
    .executeTakeFirst();

/** Opens a case unless the order has an open one; the new case's number, or undefined. */
export const insertSupportCase = (tx: Tx, row: Insertable<SupportCases>) =>
  tx
    .insertInto("supportCases")
    .values(row)
    .onConflict((conflict) => conflict.column("orderId").where("state", "=", "open").doNothing())
    .returning("number")
    .executeTakeFirst();
