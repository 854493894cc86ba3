import type { Insertable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { RegistrationKeys } from "./schema.ts";

/** The order of a registration key, its process, whether it was cancelled, has an item within a suite, and one that nobody holds. */
export const findRegistrationKey = (db: Db | Tx, lookup: Buffer) =>
  db
    .selectFrom("registrationKeys")
    .innerJoin("orders", "orders.id", "registrationKeys.orderId")
    .select((e) => [
      "registrationKeys.id",
      "orders.id as orderId",
      "orders.process",
      "orders.cancelledAt",
      e
        .exists(
          e
            .selectFrom("orderItems")
            .select("orderItems.id")
            .whereRef("orderItems.orderId", "=", "orders.id")
            .where("orderItems.suite", "is not", null),
        )
        .$castTo<boolean>()
        .as("hasSuite"),
      e
        .exists(
          e
            .selectFrom("orderItems")
            .innerJoin("licenses", "licenses.id", "orderItems.licenseId")
            .select("orderItems.id")
            .whereRef("orderItems.orderId", "=", "orders.id")
            .where("licenses.accountId", "is", null),
        )
        .$castTo<boolean>()
        .as("hasOpenItem"),
    ])
    .where("lookup", "=", lookup)
    .executeTakeFirst();

/** Inserts the key unless some order has it; true when it was inserted. */
export const insertRegistrationKey = async (tx: Tx, key: Insertable<RegistrationKeys>): Promise<boolean> => {
  const result = await tx
    .insertInto("registrationKeys")
    .values(key)
    .onConflict((conflict) => conflict.column("lookup").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};
