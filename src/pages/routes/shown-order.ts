import type { FullItem, FullOrder } from "../../db/order-facts.ts";
import type { Language } from "../../messages/translate.ts";
import type { ItemFacts } from "../parts/items-table.ts";
import type { OrderSummary } from "../parts/order-facts.ts";

/** What a key holder sees of an order. */
export const orderSummary = ({ row }: FullOrder): OrderSummary => ({
  orderNumber: row.orderNumber,
  certificateNumber: row.certificateNumber,
  company: row.company,
  reseller: row.resellerName,
});

/** An item as the tables show it. `converting` are the licenses that take the place of a trial. */
export const shownItem = (
  item: FullItem,
  language: Language,
  converting: ReadonlySet<string> = new Set(),
): ItemFacts => ({
  productName: productName(item, language),
  kind: item.kind,
  seats: item.seats,
  unit: item.unit,
  startsOn: item.startsOn,
  endsOn: item.endsOn,
  trial: item.version === "trial",
  convertsTrial: converting.has(item.licenseId),
});

export const productName = (names: { nameEn: string; nameJa: string }, language: Language): string =>
  language === "ja" ? names.nameJa : names.nameEn;

/** The full items of an order that a decision names. */
export const fullItems = (order: FullOrder, items: readonly { itemId: string }[]): FullItem[] => {
  const ids = new Set(items.map((item) => item.itemId));
  return order.items.filter((item) => ids.has(item.itemId));
};
