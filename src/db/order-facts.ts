import { openedItems } from "../policy/opening.ts";
import type { OrderFacts } from "../policy/order-facts.ts";
import type { RenewedItem } from "../policy/renewal.ts";
import type { Db, Tx } from "./client.ts";
import type { Order } from "./orders.ts";

/** An order with all that the rules ask, and what a page shows of its items. */
export type FullOrder = Omit<OrderFacts, "items"> & { row: Order; items: readonly FullItem[] };

export type FullItem = RenewedItem & {
  nameEn: string;
  nameJa: string;
  unit: string;
  inConsole: boolean;
  /** The one region that serves the product, null where it follows the account's. */
  productRegion: string | null;
  registrationKeyId: string;
  /** When the license ended before this item extended it, null where it did not. */
  previousEndsOn: string | null;
};

/** The key that an attempt was begun with. */
type OpeningKey = { orderId: string; registrationKeyId: string | null; licenseId: string | null };

export const findFullOrder = async (db: Db | Tx, orderId: string): Promise<FullOrder | undefined> =>
  (await listFullOrders(db, [orderId]))[0];

/** The order as the attempt's key opens it: in the original process with some of its items only. */
export const findOpenedOrder = async (db: Db | Tx, attempt: OpeningKey): Promise<FullOrder | undefined> => {
  const order = await findFullOrder(db, attempt.orderId);
  return order && openedBy(order, attempt);
};

/** What the attempt's key opens of an order. */
export const openedBy = (order: FullOrder, { registrationKeyId, licenseId }: OpeningKey): FullOrder => ({
  ...order,
  items: openedItems(order, (item) => item.registrationKeyId === registrationKeyId || item.licenseId === licenseId),
});

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
      "orderItems.previousEndsOn",
      "orderItems.registrationKeyId",
      "orderItems.licenseId",
      "licenses.accountId",
      "licenses.registeredAt",
      "licenses.imported",
      "licenses.version as licenseVersion",
      "licenses.seats as licenseSeats",
      "licenses.startsOn as licenseStartsOn",
      "licenses.endsOn as licenseEndsOn",
      "licenses.convertedTo",
      "products.kind",
      "products.saasFamily",
      "products.nameEn",
      "products.nameJa",
      "products.unit",
      "products.inConsole",
      "products.region as productRegion",
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
  license: {
    version: item.licenseVersion,
    seats: item.licenseSeats,
    startsOn: item.licenseStartsOn,
    endsOn: item.licenseEndsOn,
    converted: item.convertedTo !== null,
  },
});
