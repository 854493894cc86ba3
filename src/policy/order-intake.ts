/** A fault of what somebody sent, at its place (a JSON pointer). */
export type Fault = { pointer: string; detail: string };

export type IntakeItem = {
  sku: string;
  registrationKey: string | null;
  activationCode: string | null;
  suite: "CUP" | null;
};

/** What the catalogue knows of a SKU. */
export type IntakeProduct = { saasFamily: string | null };

/** The faults of an order that only the catalogue can tell: unknown SKUs, and a SaaS family that is in it twice. */
export const orderFaults = (
  type: "new" | "renewal",
  items: readonly IntakeItem[],
  productOf: (sku: string) => IntakeProduct | undefined,
): Fault[] => [
  ...items.flatMap((item, at) =>
    productOf(item.sku) ? [] : [{ pointer: `/items/${at}/sku`, detail: `The catalogue has no product ${item.sku}.` }],
  ),
  ...(type === "renewal" ? [] : repeatedFamilies(items, productOf)),
];

/** The licenses of an account that is brought over whose SKU the catalogue does not know. */
export const accountFaults = (licenses: readonly { sku: string }[], products: readonly { sku: string }[]): Fault[] =>
  licenses.flatMap(({ sku }, at) =>
    products.some((product) => product.sku === sku)
      ? []
      : [{ pointer: `/licenses/${at}/sku`, detail: `The catalogue has no product ${sku}.` }],
  );

/** An account holds one live license of a SaaS family, so nobody could activate the whole of such an order. */
const repeatedFamilies = (
  items: readonly IntakeItem[],
  productOf: (sku: string) => IntakeProduct | undefined,
): Fault[] =>
  items.flatMap((item, at) => {
    const family = productOf(item.sku)?.saasFamily ?? null;
    const first = items.findIndex((other) => family !== null && productOf(other.sku)?.saasFamily === family);
    return first >= 0 && first < at
      ? [
          {
            pointer: `/items/${at}/sku`,
            detail: `Line ${first + 1} of this order has a product of the same SaaS family.`,
          },
        ]
      : [];
  });

export type CarryingItem = { suite: "CUP" | null; type: "new" | "renewal"; purchasedAt: Date };

/**
 * CONTRACT, key_taken: a new code is of one order only. A renewal or a suite upgrade carries the code of the license
 * that it extends, and so may come in before the order that it extends.
 */
export const mayCarryCode = (item: CarryingItem, others: readonly CarryingItem[]): boolean =>
  extendsLicense(item) || others.every((other) => extendsLicense(other) && other.purchasedAt > item.purchasedAt);

const extendsLicense = (item: CarryingItem): boolean => item.type === "renewal" || item.suite !== null;
