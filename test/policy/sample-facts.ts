import type { HeldLicense, ItemFacts, OrderFacts } from "../../src/policy/order-facts.ts";

export const NOW = new Date("2026-11-24T09:00:00Z");
export const PURCHASED = new Date("2026-07-01T09:00:00Z");
const BEFORE_PURCHASE = new Date("2026-03-02T08:30:00Z");
export const AFTER_PURCHASE = new Date("2026-07-02T08:30:00Z");

export const inDays = (days: number): string => new Date(NOW.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** A line of an order, not registered, for a product without a SaaS family. Its license is named by its SKU. */
export const item = (sku: string, facts: Partial<ItemFacts> = {}): ItemFacts => ({
  itemId: `item ${sku}`,
  line: 1,
  sku,
  kind: "on_premises",
  saasFamily: null,
  suite: null,
  version: "full",
  seats: 100,
  startsOn: inDays(-100),
  endsOn: inDays(265),
  licenseId: `license ${sku}`,
  registration: null,
  appliedAt: null,
  ...facts,
});

export const addOn = (facts: Partial<ItemFacts> = {}) => item("XDR-ES", { kind: "xdr_add_on", ...facts });
export const saas = (family: string, facts: Partial<ItemFacts> = {}) =>
  item(`SAAS-${family}`, { kind: "saas", saasFamily: family, ...facts });
export const cupItem = (sku: string, facts: Partial<ItemFacts> = {}) => item(sku, { suite: "CUP", ...facts });

export const registeredTo = (accountId: string, at = BEFORE_PURCHASE, imported = false) => ({
  registration: { accountId, at, imported },
});

export const order = (items: ItemFacts[], facts: Partial<OrderFacts> = {}): OrderFacts => ({
  orderId: "order",
  orderNumber: "SO-2026-000001",
  type: "new",
  process: "account_based",
  purchasedAt: PURCHASED,
  cancelledAt: null,
  region: "US",
  items: items.map((each, at) => ({ ...each, line: at + 1 })),
  ...facts,
});

/** A live full license that an account holds, under another activation code. */
export const holds = (family: string, facts: Partial<HeldLicense> = {}): HeldLicense => ({
  licenseId: `held ${family}`,
  sku: `HELD-${family}`,
  saasFamily: family,
  version: "full",
  region: "US",
  startsOn: inDays(-300),
  endsOn: inDays(65),
  converted: false,
  ...facts,
});
