import type { Insertable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { OrderItems } from "./schema.ts";

export const insertOrderItems = (tx: Tx, items: Insertable<OrderItems>[]) =>
  tx.insertInto("orderItems").values(items).execute();

/** The seats and term of these items have been given to their licenses. */
export const markItemsApplied = async (tx: Tx, itemIds: string[], at: Date): Promise<void> => {
  if (itemIds.length === 0) return;
  await tx.updateTable("orderItems").set({ appliedAt: at }).where("id", "in", itemIds).execute();
};

/** The same for an item whose license was running: keeps when that ended before. */
export const markItemExtending = (tx: Tx, itemId: string, previousEndsOn: string | null, at: Date) =>
  tx.updateTable("orderItems").set({ appliedAt: at, previousEndsOn }).where("id", "=", itemId).execute();

/** What other orders say of a license: for the question whether an order may carry its code. */
export const listItemsOfLicense = (db: Db | Tx, licenseId: string) =>
  db
    .selectFrom("orderItems")
    .innerJoin("orders", "orders.id", "orderItems.orderId")
    .select(["orderItems.suite", "orders.type", "orders.purchasedAt", "orders.orderNumber"])
    .where("orderItems.licenseId", "=", licenseId)
    .execute();

/** The look-ups of an order's keys by line, to compare a repeated order with. */
export const listKeysOfItems = (db: Db | Tx, orderId: string) =>
  db
    .selectFrom("orderItems")
    .innerJoin("licenses", "licenses.id", "orderItems.licenseId")
    .innerJoin("registrationKeys", "registrationKeys.id", "orderItems.registrationKeyId")
    .select(["orderItems.line", "registrationKeys.lookup as registrationKeyLookup", "licenses.codeLookup"])
    .where("orderItems.orderId", "=", orderId)
    .execute();
