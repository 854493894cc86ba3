/** A fault of what somebody sent, at its place (a JSON pointer). */
export type Fault = { pointer: string; detail: string };

/** The lines of an order whose SKU the catalogue does not know. */
export const orderFaults = (items: readonly { sku: string }[], isKnown: (sku: string) => boolean): Fault[] =>
  items.flatMap(({ sku }, at) =>
    isKnown(sku) ? [] : [{ pointer: `/items/${at}/sku`, detail: unknownSkuSentence(sku) }],
  );

/** The licenses of an account that is brought over whose SKU the catalogue does not know. */
export const accountFaults = (licenses: readonly { sku: string }[], products: readonly { sku: string }[]): Fault[] =>
  licenses.flatMap(({ sku }, at) =>
    products.some((product) => product.sku === sku)
      ? []
      : [{ pointer: `/licenses/${at}/sku`, detail: unknownSkuSentence(sku) }],
  );

export const unknownSkuSentence = (sku: string): string => `The catalogue has no product ${sku}.`;

export type CarryingItem = { suite: "CUP" | null; type: "new" | "renewal"; purchasedAt: Date };

/**
 * CONTRACT, key_taken: a new code is of one order only. A renewal or a suite upgrade carries the code of the license
 * that it extends, and so may come in before the order that it extends.
 */
export const mayCarryCode = (item: CarryingItem, others: readonly CarryingItem[]): boolean =>
  extendsLicense(item) || others.every((other) => extendsLicense(other) && other.purchasedAt > item.purchasedAt);

const extendsLicense = (item: CarryingItem): boolean => item.type === "renewal" || item.suite !== null;
