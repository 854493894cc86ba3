import { extendableItems } from "./cross-grade.ts";
import type { ItemFacts, OrderFacts } from "./order-facts.ts";

/**
 * DOMAIN 3, What the key opens: an activation code that several orders carry is of the oldest one, not cancelled, that
 * still has something to do with it; where none has, of the newest.
 */
export const orderOfActivationCode = (orders: readonly OrderFacts[], licenseId: string): OrderFacts | undefined => {
  const byAge = orders.toSorted((a, b) => a.purchasedAt.getTime() - b.purchasedAt.getTime());
  const running = byAge.filter((order) => order.cancelledAt === null);
  return running.find((order) => hasSomethingToDo(order, licenseId)) ?? running.at(-1) ?? byAge.at(-1);
};

const hasSomethingToDo = (order: OrderFacts, licenseId: string): boolean =>
  order.items.some((item) => item.licenseId === licenseId && !isDone(order, item));

/** Whether nothing is left to do with an item. An imported registration counts for the orders bought before it. */
export const isDone = (order: OrderFacts, item: ItemFacts): boolean => {
  if (item.registration === null) return false;
  if (item.appliedAt !== null) return true;
  if (item.registration.imported && item.registration.at >= order.purchasedAt) return true;
  return order.type !== "renewal" && !extendableItems(order).includes(item);
};

/** Account-based: every item of the order. Original: a registration key opens the items that carry it, a code its one. */
export const openedItems = <Item extends ItemFacts>(
  order: Pick<OrderFacts, "process"> & { items: readonly Item[] },
  keyed: (item: Item) => boolean,
): readonly Item[] => (order.process === "account_based" ? order.items : order.items.filter(keyed));
