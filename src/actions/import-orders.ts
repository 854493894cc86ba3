import type { Context } from "../context.ts";
import { importWhole, type WholeImport } from "./import-whole.ts";
import { type NewOrder, type RecordedOrder, recordOrderIn } from "./record-order.ts";

export type OrderRefusal = Extract<RecordedOrder, { ok: false }>;

/**
 * Takes in all the orders of a file in one transaction, or none. `entries` is asked again where an order is refused,
 * to name every refusal; an entry is an order with whatever its caller knows it by.
 */
export const importOrders = <Entry>(
  ctx: Context,
  entries: () => AsyncIterable<Entry>,
  orderOf: (entry: Entry) => NewOrder,
  actor: string,
): Promise<WholeImport<Entry, OrderRefusal>> =>
  importWhole(ctx, entries, (tx, entry, catalogue) => recordOrderIn(ctx, tx, orderOf(entry), actor, catalogue));
