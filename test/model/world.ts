import type { HeldLicense, ItemFacts, OrderFacts } from "../../src/policy/order-facts.ts";
import { inDays, NOW } from "../policy/sample-facts.ts";

/** All that the rules can see, small enough to try every one of its kind. Nothing in it is ever changed in place. */
export type World = {
  /** A license that ended before this day is live no more. */
  readonly lastDayOfGrace: string;
  readonly licenses: Readonly<Record<string, ModelLicense>>;
  readonly orders: readonly ModelOrder[];
};

export type ModelLicense = {
  readonly licenseId: string;
  readonly kind: ItemFacts["kind"];
  readonly saasFamily: string | null;
  readonly owner: string | null;
  readonly registeredAt: Date | null;
  readonly imported: boolean;
  readonly version: "full" | "trial";
  readonly seats: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly converted: boolean;
};

export type ModelOrder = Omit<OrderFacts, "items"> & { readonly items: readonly ModelItem[] };

export type ModelItem = Pick<
  ItemFacts,
  "line" | "licenseId" | "suite" | "version" | "seats" | "startsOn" | "endsOn" | "appliedAt"
>;

/** Three customers that have an account, and one that has none yet. */
export const people = ["A", "B", "C", "newcomer"] as const;
export type Person = (typeof people)[number];

export { NOW };
export const RUNNING = inDays(65);
export const IN_GRACE = inDays(-30);
export const ENDED = inDays(-31);
export const BEFORE_ANY_PURCHASE = new Date("2026-03-02T08:30:00Z");
export const FIRST_PURCHASE = new Date("2026-07-01T09:00:00Z");
export const AFTER_FIRST_PURCHASE = new Date("2026-07-02T08:30:00Z");
export const SECOND_PURCHASE = new Date("2026-09-01T09:00:00Z");

export const licenseOf = (world: World, licenseId: string): ModelLicense => {
  const license = world.licenses[licenseId];
  if (!license) throw new Error(`The world has no license ${licenseId}.`);
  return license;
};

/** Frozen: a rule that changed what it was given would throw. */
export const factsOf = (world: World, order: ModelOrder): OrderFacts => ({
  ...order,
  items: Object.freeze(order.items.map((item) => factsOfItem(world, order, item))),
});

const factsOfItem = (world: World, order: ModelOrder, item: ModelItem): ItemFacts => {
  const license = licenseOf(world, item.licenseId);
  return Object.freeze({
    ...item,
    itemId: `${order.orderId} ${item.line}`,
    sku: license.licenseId,
    kind: license.kind,
    saasFamily: license.saasFamily,
    registration:
      license.owner && license.registeredAt
        ? { accountId: license.owner, at: license.registeredAt, imported: license.imported }
        : null,
  });
};

export const licensesOwnedBy = (world: World, accountId: string): ModelLicense[] =>
  Object.values(world.licenses).filter((license) => license.owner === accountId);

/** As db/licenses.ts lists them: every license of a SaaS family, ended ones too. */
export const heldBy = (world: World, accountId: string): HeldLicense[] =>
  licensesOwnedBy(world, accountId)
    .filter((license) => license.saasFamily !== null)
    .map((license) => Object.freeze({ ...license, sku: license.licenseId, region: "US" }));
