import type { Insertable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { AccessRequests } from "./schema.ts";

export const findAccessRequest = (db: Db | Tx, id: string) =>
  db.selectFrom("accessRequests").selectAll().where("id", "=", id).executeTakeFirst();

/** Inserts the request unless its asker asked this account for this order on this day already; true when it was inserted. */
export const insertAccessRequest = async (tx: Tx, request: Insertable<AccessRequests>): Promise<boolean> => {
  const result = await tx
    .insertInto("accessRequests")
    .values(request)
    .onConflict((conflict) => conflict.columns(["orderId", "accountId", "askerIdentity", "askedOn"]).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};
