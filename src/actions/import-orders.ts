import type { Context } from "../context.ts";
import { importWhole, type WholeImport } from "./import-whole.ts";
import type { IssuedKey } from "./record-order-items.ts";
import { type NewOrder, type RecordedOrder, recordOrderIn } from "./record-order.ts";

export type OrderRefusal = Extract<RecordedOrder, { ok: false }>;

/** A key that an order came without, as it is told once. */
export type OrderKey = IssuedKey & { orderNumber: string };

/**
 * Takes in all the orders of a file in one transaction, or none, and tells the keys that were issued. `entries` is asked
 * again where an order is refused, to name every refusal; an entry is an order with whatever its caller knows it by.
 */
export const importOrders = async <Entry>(
  ctx: Context,
  entries: () => AsyncIterable<Entry>,
  orderOf: (entry: Entry) => NewOrder,
  actor: string,
): Promise<WholeImport<Entry, OrderRefusal> & { issued: OrderKey[] }> => {
  let issued: OrderKey[] = [];
  // What a try issued that was rolled back does not exist.
  const begin = () => {
    issued = [];
    return entries();
  };
  const outcome = await importWhole(ctx, begin, async (tx, entry, catalogue) => {
    const recorded = await recordOrderIn(ctx, tx, orderOf(entry), actor, catalogue);
    if (recorded.ok) issued.push(...recorded.issued.map((keys) => ({ orderNumber: recorded.orderNumber, ...keys })));
    return recorded;
  });
  return { ...outcome, issued };
};
