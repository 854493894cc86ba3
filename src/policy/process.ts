export type Channel = "traditional" | "direct" | "msp" | "marketplace";
export type OrderType = "new" | "renewal";
export type ProductKind = "on_premises" | "saas" | "xdr_add_on";

/** In the order in which customers look for them. */
export const productKinds = ["xdr_add_on", "saas", "on_premises"] as const satisfies readonly ProductKind[];

export type Process = "account_based" | "original";

export type PurchaseFacts = {
  channel: Channel;
  type: OrderType;
  items: readonly { sku: string; kind: ProductKind }[];
};

export type OriginalCause = "channel" | "renewal" | "no_add_on";

/** DOMAIN.md 3, Which process: the process of an order, decided once at intake, with the sentence that says why. */
export const decideProcess = (order: PurchaseFacts): { process: Process; reason: string } => {
  const cause = originalCause(order);
  if (cause !== null) return { process: "original", reason: `Original: ${originalSentences[cause](order)}.` };
  const addOns = addOnsOf(order);
  const held = `${addOns.length === 1 ? "an XDR add-on" : "XDR add-ons"} (${addOns.join(", ")})`;
  return {
    process: "account_based",
    reason: `Account-based: bought through the traditional channel, not a renewal, and it holds ${held}.`,
  };
};

/** What keeps an order in the original process, null where nothing does. */
export const originalCause = (order: PurchaseFacts): OriginalCause | null => {
  if (order.channel !== "traditional") return "channel";
  if (order.type === "renewal") return "renewal";
  return addOnsOf(order).length === 0 ? "no_add_on" : null;
};

const originalSentences: Record<OriginalCause, (order: PurchaseFacts) => string> = {
  channel: ({ channel }) => `it was bought through the ${channel} channel`,
  renewal: () => "this order is a renewal",
  no_add_on: () => "it holds no XDR add-on",
};

const addOnsOf = (order: PurchaseFacts): string[] => [
  ...new Set(order.items.filter((item) => item.kind === "xdr_add_on").map((item) => item.sku)),
];
