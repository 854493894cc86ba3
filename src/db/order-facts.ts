import type { ItemFacts, OrderFacts } from "../policy/order-facts.ts";
import type { Db, Tx } from "./client.ts";
import type { Order } from "./orders.ts";

/** An order with all that the rules ask, and what a page shows of its items. */
export type FullOrder = Omit<OrderFacts, "items"> & { row: Order; items: readonly FullItem[] };

export type FullItem = ItemFacts & {
  nameEn: string;
  nameJa: string;
  unit: string;
  inConsole: boolean;
  registrationKeyId: string;
};

export const findFullOrder = async (db: Db | Tx, orderId: string): Promise<FullOrder | undefined> =>
  (await listFullOrders(db, [orderId]))[0];

/** Every order that carries the license, for what an activation code opens. */
export const listFullOrdersOfLicense = async (db: Db | Tx, licenseId: string): Promise<FullOrder[]> => {
  const rows = await db.selectFrom("orderItems").select("orderId").where("licenseId", "=", licenseId).execute();
  return listFullOrders(
    db,
    rows.map((row) => row.orderId),
  );
};

/** In the sequence of their purchases, and of one moment as they came in: an activation code opens the first that it can. */
export const listFullOrders = async (db: Db | Tx, orderIds: string[]): Promise<FullOrder[]> => {
  if (orderIds.length === 0) return [];
  const [orders, items] = await Promise.all([
    db.selectFrom("orders").selectAll().where("id", "in", orderIds).orderBy("purchasedAt").orderBy("id").execute(),
    itemsQuery(db).where("orderItems.orderId", "in", orderIds).execute(),
  ]);
  return orders.map((row) =>
    fullOrder(
      row,
      items.filter((item) => item.orderId === row.id),
    ),
  );
};

/**
 * The order with its row and its items' licenses locked until the transaction ends.
 * Order, then account, then licenses: every writer locks in this sequence, so two activations never deadlock.
 */
export const lockOrder = (tx: Tx, orderId: string): Promise<Order> =>
  tx.selectFrom("orders").selectAll().where("id", "=", orderId).forNoKeyUpdate().executeTakeFirstOrThrow();

/** The second half of the lock: the licenses of the order and those that `accountId` holds, as intake locks them. */
export const lockLicensesOf = async (tx: Tx, order: Order, accountId: string | null): Promise<FullOrder> => {
  await tx
    .selectFrom("licenses")
    .select("id")
    .where((e) =>
      e.or([
        e("id", "in", e.selectFrom("orderItems").select("licenseId").where("orderId", "=", order.id)),
        ...(accountId === null ? [] : [e("accountId", "=", accountId)]),
      ]),
    )
    .orderBy("codeLookup")
    .forNoKeyUpdate()
    .execute();
  const items = await itemsQuery(tx).where("orderItems.orderId", "=", order.id).execute();
  return fullOrder(order, items);
};

const itemsQuery = (db: Db | Tx) =>
  db
    .selectFrom("orderItems")
    .innerJoin("licenses", "licenses.id", "orderItems.licenseId")
    .innerJoin("products", "products.sku", "orderItems.sku")
    .select([
      "orderItems.id",
      "orderItems.orderId",
      "orderItems.line",
      "orderItems.sku",
      "orderItems.suite",
      "orderItems.version",
      "orderItems.seats",
      "orderItems.startsOn",
      "orderItems.endsOn",
      "orderItems.appliedAt",
      "orderItems.registrationKeyId",
      "orderItems.licenseId",
      "licenses.accountId",
      "licenses.registeredAt",
      "licenses.imported",
      "products.kind",
      "products.saasFamily",
      "products.nameEn",
      "products.nameJa",
      "products.unit",
      "products.inConsole",
    ])
    .orderBy("orderItems.line");

type ItemRow = Awaited<ReturnType<ReturnType<typeof itemsQuery>["execute"]>>[number];

const fullOrder = (row: Order, items: ItemRow[]): FullOrder => ({
  row,
  orderId: row.id,
  orderNumber: row.orderNumber,
  type: row.type,
  process: row.process,
  purchasedAt: row.purchasedAt,
  cancelledAt: row.cancelledAt,
  region: row.region,
  items: items.map(fullItem),
});

const fullItem = ({ id, accountId, registeredAt, imported, ...item }: ItemRow): FullItem => ({
  ...item,
  itemId: id,
  registration: accountId && registeredAt ? { accountId, at: registeredAt, imported } : null,
});
