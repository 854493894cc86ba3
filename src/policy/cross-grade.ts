import { isLive } from "./license-status.ts";
import type { HeldLicense, ItemFacts, OrderFacts } from "./order-facts.ts";

/** DOMAIN 3, Cross grade: CUP with an XDR add-on, where an AC within CUP was registered before the purchase. */
export const isCrossGrade = (order: OrderFacts): boolean => crossGradeOwners(order).length > 0;

/** The accounts that the order must go to: none is a free choice, several need the desk. */
export const crossGradeOwners = (order: OrderFacts): string[] => [
  ...new Set(bindingItems(order).flatMap((item) => item.registration?.accountId ?? [])),
];

/** The items whose license the cross grade extends: registered already, and not yet given this order's term. */
export const extendableItems = (order: OrderFacts): ItemFacts[] =>
  bindingItems(order).filter((item) => item.appliedAt === null);

/** Of these, the ones that come back to life or become full by it: such a license competes like a new one. */
export const revivedItems = (order: OrderFacts, held: readonly HeldLicense[], now: Date): ItemFacts[] =>
  extendableItems(order).filter((item) => !held.some((license) => goesOn(item, license, now)));

const goesOn = (item: ItemFacts, license: HeldLicense, now: Date): boolean =>
  license.licenseId === item.licenseId &&
  isLive(license, now) &&
  (license.version === "full" || item.version === "trial");

/** A code registered after the purchase does not bind: that is a partly activated order. */
export const bindingItems = (order: OrderFacts): ItemFacts[] =>
  order.process === "account_based" && order.items.some((item) => item.kind === "xdr_add_on")
    ? order.items.filter(
        (item) => item.suite === "CUP" && item.registration !== null && item.registration.at < order.purchasedAt,
      )
    : [];
