import type { OrderFacts } from "../../src/policy/order-facts.ts";
import type { Channel } from "../../src/policy/process.ts";
import { inDays } from "../policy/sample-facts.ts";
import {
  AFTER_FIRST_PURCHASE,
  BEFORE_ANY_PURCHASE,
  ENDED,
  FIRST_PURCHASE,
  IN_GRACE,
  type ModelItem,
  type ModelLicense,
  RUNNING,
} from "./world.ts";

/** How many values of each dimension are taken: the telling ones first. */
export const widths = ["few", "more", "most", "all"] as const;
export type Width = (typeof widths)[number];

type Dimension<T> = Readonly<Record<Width, readonly T[]>>;

const dimension = <T>(few: readonly T[], more: readonly T[] = [], most: readonly T[] = [], all: readonly T[] = []) => {
  const atMost = [...few, ...more, ...most];
  return { few, more: [...few, ...more], most: atMost, all: [...atMost, ...all] } as Dimension<T>;
};

export const ownedBy = (
  owner: string,
  registeredAt = BEFORE_ANY_PURCHASE,
  imported = false,
): Partial<ModelLicense> => ({ owner, registeredAt, imported });

const [AT_PURCHASE, NEXT_YEAR] = [inDays(-100), inDays(265)];
const OVER = { endsOn: ENDED };
const GRACE = { endsOn: IN_GRACE };
const TRIAL = { version: "trial" } as const;

export type WantedItem = Omit<ModelItem, "line">;

export const item = (licenseId: string, facts: Partial<ModelItem> = {}): WantedItem => ({
  licenseId,
  suite: null,
  version: "full",
  seats: 250,
  startsOn: AT_PURCHASE,
  endsOn: NEXT_YEAR,
  appliedAt: null,
  ...facts,
});
export const cup = (licenseId: string) => item(licenseId, { suite: "CUP" });

/** Who holds the on-premises code within CUP of the first order, and since when. */
export const codesInCup = dimension<Partial<ModelLicense>>(
  [{}, ownedBy("A"), ownedBy("B"), ownedBy("A", AFTER_FIRST_PURCHASE)],
  [ownedBy("B", AFTER_FIRST_PURCHASE, true)],
  [ownedBy("A", BEFORE_ANY_PURCHASE, true), ownedBy("A", FIRST_PURCHASE)],
);

/** The same for its SaaS within CUP, which may have ended or be a trial. */
export const saasInCup = dimension<Partial<ModelLicense>>(
  [{}, ownedBy("A"), { ...ownedBy("A"), ...OVER }, ownedBy("B")],
  [{ ...ownedBy("A"), ...TRIAL }],
  [ownedBy("A", AFTER_FIRST_PURCHASE), { ...ownedBy("A"), ...GRACE }, { ...ownedBy("B"), ...OVER }],
);

/** Its other SaaS: a full one, a trial, one that A registered by itself, or none. */
export const otherSaas = dimension<{ item: Partial<ModelItem>; license: Partial<ModelLicense> } | null>(
  [
    { item: {}, license: {} },
    { item: TRIAL, license: TRIAL },
  ],
  [{ item: {}, license: ownedBy("A", AFTER_FIRST_PURCHASE) }, null],
);

/** What the accounts hold beside the orders, under other codes. */
export type Held = Partial<ModelLicense> | null;
export const casOfA = dimension<Held>(
  [null, {}],
  [GRACE, OVER, TRIAL],
  [{ ...TRIAL, ...GRACE }, { ...TRIAL, converted: true }, { startsOn: inDays(10) }],
);
export const apexOfA = dimension<Held>([null], [{}, TRIAL], [GRACE, OVER]);
export const casOfB = dimension<Held>([null], [{}], [TRIAL], [GRACE]);
export const casOfC = dimension<Held>([null], [], [], [GRACE]);

export type Wanted = Pick<OrderFacts, "orderId" | "type" | "purchasedAt" | "cancelledAt"> & {
  channel: Channel;
  items: WantedItem[];
};

export const firstOrders = [
  { channel: "traditional", addOn: true },
  { channel: "direct", addOn: true },
  { channel: "traditional", addOn: false },
] as const;

type SecondOrder = Omit<Wanted, "orderId" | "cancelledAt" | "purchasedAt">;

/** Orders that have a SaaS family twice: what else is in the world matters little to them. */
export const twinOrders: readonly SecondOrder[] = [
  { type: "new", channel: "traditional", items: [item("add-on 2"), item("cas 2"), item("cas 3")] },
  { type: "new", channel: "traditional", items: [item("add-on 2"), item("cas 2"), item("cas 3", TRIAL)] },
];

/** The order beside the first one: none, a rival, or one that extends what the first one holds. */
export const secondOrders: readonly (SecondOrder | null)[] = [
  null,
  { type: "new", channel: "traditional", items: [item("add-on 2"), item("cas 2")] },
  { type: "new", channel: "traditional", items: [item("add-on 2"), item("cas 2", TRIAL), item("apex 2")] },
  { type: "new", channel: "traditional", items: [item("add-on 2"), cup("A1"), item("cas 2")] },
  { type: "new", channel: "msp", items: [item("add-on 2"), item("cas 2")] },
  { type: "renewal", channel: "traditional", items: [item("A1", { startsOn: RUNNING }), item("apex", { seats: 50 })] },
  { type: "renewal", channel: "traditional", items: [item("cas 2"), item("cas", { endsOn: inDays(30) })] },
];
