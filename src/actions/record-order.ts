import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransactionUnlessRefused, type Tx } from "../db/client.ts";
import { findOrderByNumber, insertOrder } from "../db/orders.ts";
import { listProducts, type Product } from "../db/products.ts";
import { normaliseCompanyName } from "../policy/company-name.ts";
import { type Fault, orderFaults } from "../policy/order-intake.ts";
import { decideProcess, type Process } from "../policy/process.ts";
import { type IssuedKey, keysAgree, knownProduct, recordItems } from "./record-order-items.ts";

/** An order as it is handed in (CONTRACT, An order), validated and with normalised keys. */
export type NewOrder = {
  orderNumber: string;
  certificateNumber: string;
  type: "new" | "renewal";
  channel: "traditional" | "direct" | "msp" | "marketplace";
  purchasedAt: Date;
  region: "US" | "EU" | "JP" | "SG" | "AU" | "IN";
  reseller: { name: string };
  customer: { number: string; company: string; country: string; contactName: string; email: string };
  items: NewItem[];
};

export type NewItem = {
  line: number;
  sku: string;
  /** Left out (null): AnyKey issues one. */
  registrationKey: string | null;
  activationCode: string | null;
  suite: "CUP" | null;
  version: "full" | "trial";
  seats: number;
  startsOn: string;
  endsOn: string;
};

export type RecordedOrder =
  | { ok: true; made: boolean; orderNumber: string; issued: IssuedKey[] }
  | { ok: false; reason: "malformed_order"; faults: Fault[] }
  | { ok: false; reason: "order_differs"; orderNumber: string }
  | { ok: false; reason: "key_taken" | "license_differs"; fault: Fault };

/** Takes in one order: its process is decided and kept, its keys are sealed. The same order again changes nothing. */
export const recordOrder = (ctx: Context, order: NewOrder, actor: string): Promise<RecordedOrder> =>
  inTransactionUnlessRefused(ctx.db, (tx) => recordOrderIn(ctx, tx, order, actor));

/** The same inside a running transaction, for an import that is taken in as a whole or not at all. */
export const recordOrderIn = async (
  ctx: Context,
  tx: Tx,
  order: NewOrder,
  actor: string,
  catalogue?: readonly Product[],
): Promise<RecordedOrder> => {
  const products = new Map((catalogue ?? (await listProducts(tx))).map((product) => [product.sku, product]));
  const faults = orderFaults(order.items, (sku) => products.has(sku));
  if (faults.length > 0) return { ok: false, reason: "malformed_order", faults };

  const orderId = ctx.newId();
  const decided = decideProcess({
    ...order,
    items: order.items.map((item) => ({ sku: item.sku, kind: knownProduct(products, item.sku).kind })),
  });
  if (!(await insertOrder(tx, orderRow(ctx, orderId, order, decided)))) return sameOrDifferent(ctx, tx, order);

  const items = await recordItems(ctx, tx, { orderId, order, products });
  if (!items.ok) return items;
  await insertAuditEvents(tx, ctx.newId, ctx.now(), [
    {
      type: "order.recorded",
      actor,
      subject: `order:${order.orderNumber}`,
      data: { items: order.items.length, process: decided.process, processReason: decided.reason },
    },
  ]);
  return { ok: true, made: true, orderNumber: order.orderNumber, issued: items.issued };
};

const sameOrDifferent = async (ctx: Context, tx: Tx, order: NewOrder): Promise<RecordedOrder> => {
  const known = await findOrderByNumber(tx, order.orderNumber);
  const same = known?.contentDigest.equals(contentDigest(order)) && (await keysAgree(ctx, tx, known.id, order.items));
  return same
    ? { ok: true, made: false, orderNumber: order.orderNumber, issued: [] }
    : { ok: false, reason: "order_differs", orderNumber: order.orderNumber };
};

/** Everything that the order says but its keys: those may be left out, and are compared by look-up. */
const contentDigest = (order: NewOrder): Buffer => {
  const items = order.items
    .toSorted((a, b) => a.line - b.line)
    .map((item) => [item.line, item.sku, item.suite, item.version, item.seats, item.startsOn, item.endsOn]);
  const { number, company, country, contactName, email } = order.customer;
  const content = [
    [order.certificateNumber, order.type, order.channel, order.purchasedAt.toISOString(), order.region],
    [order.reseller.name, number, company, country, contactName, email],
    items,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest();
};

const orderRow = (ctx: Context, id: string, order: NewOrder, decided: { process: Process; reason: string }) => ({
  id,
  orderNumber: order.orderNumber,
  certificateNumber: order.certificateNumber,
  type: order.type,
  channel: order.channel,
  purchasedAt: order.purchasedAt,
  region: order.region,
  resellerName: order.reseller.name,
  customerNumber: order.customer.number,
  company: order.customer.company,
  companyKey: normaliseCompanyName(order.customer.company),
  country: order.customer.country,
  contactName: order.customer.contactName,
  contactEmail: order.customer.email,
  process: decided.process,
  processReason: decided.reason,
  contentDigest: contentDigest(order),
  recordedAt: ctx.now(),
});
