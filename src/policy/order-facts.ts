import type { Process } from "./process.ts";

/** What the rules know of an order: read once, decided on by every policy. */
export type OrderFacts = {
  orderId: string;
  orderNumber: string;
  type: "new" | "renewal";
  process: Process;
  purchasedAt: Date;
  cancelledAt: Date | null;
  region: string;
  items: readonly ItemFacts[];
};

export type ItemFacts = {
  itemId: string;
  line: number;
  sku: string;
  kind: "on_premises" | "saas" | "xdr_add_on";
  saasFamily: string | null;
  suite: "CUP" | null;
  version: "full" | "trial";
  seats: number;
  startsOn: string;
  endsOn: string;
  licenseId: string;
  /** The account that the item's license belongs to, null while it is not registered. */
  registration: Registration | null;
  /** When this item's seats and term were given to its license. */
  appliedAt: Date | null;
};

export type Registration = {
  accountId: string;
  at: Date;
  /** Brought over from an older system, with the date that it had there. */
  imported: boolean;
};

/** A license that an account holds, as far as the SaaS conflict asks. */
export type HeldLicense = {
  licenseId: string;
  sku: string;
  saasFamily: string | null;
  version: "full" | "trial";
  region: string | null;
  startsOn: string;
  endsOn: string;
  converted: boolean;
};

/** The items whose license belongs to nobody yet. */
export const openItems = (order: OrderFacts): ItemFacts[] => order.items.filter((item) => item.registration === null);
