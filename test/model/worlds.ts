import { decideProcess } from "../../src/policy/process.ts";
import { inDays } from "../policy/sample-facts.ts";
import * as dimensions from "./dimensions.ts";
import {
  cup,
  firstOrders,
  type Held,
  item,
  ownedBy,
  secondOrders,
  twinOrders,
  type Wanted,
  type Width,
} from "./dimensions.ts";
import {
  FIRST_PURCHASE,
  IN_GRACE,
  type ModelLicense,
  type ModelOrder,
  NOW,
  RUNNING,
  SECOND_PURCHASE,
  type World,
} from "./world.ts";

export type Extent = "short" | "full";

/** Whether all the orders of a world are account-based and stand, or one is not: then there is more to try in it. */
export const kindsOfWorld = ["account_based", "mixed"] as const;
export type KindOfWorld = (typeof kindsOfWorld)[number];

/**
 * Every small world of a kind, one after the other. Where a key opens one item only, there are many more sequences to
 * try: the more of them, the fewer values are taken for everything else.
 */
export function* worlds(extent: Extent, kind: KindOfWorld): Generator<World> {
  for (const first of firstOrders)
    for (const second of [...secondOrders, ...twinOrders])
      for (const cancelledAt of [null, NOW]) {
        const firstIs = isAccountBased(first) && first.addOn && cancelledAt === null;
        const secondIs = second === null || (isAccountBased(second) && second.type === "new");
        if ((firstIs && secondIs ? "account_based" : "mixed") !== kind) continue;
        const hasTwins = twinOrders.some((each) => each === second);
        if (hasTwins && !firstIs) continue;
        const [short, full] = WIDTHS[hasTwins ? "twins" : firstIs ? (secondIs ? "both" : "first") : "neither"];
        const width = extent === "short" ? short : full;
        for (const { licenses, items } of firstItems(first.addOn, width)) {
          const bought = { orderId: "X", type: "new", channel: first.channel, purchasedAt: FIRST_PURCHASE } as const;
          for (const all of withHeld(licenses, width)) yield worldOf(all, { ...bought, cancelledAt, items }, second);
        }
      }
}

const WIDTHS = {
  both: ["most", "all"],
  twins: ["few", "more"],
  first: ["few", "most"],
  neither: ["few", "more"],
} as const;

const isAccountBased = ({ channel }: { channel: string }) => channel === "traditional";

type Licenses = World["licenses"];

function* firstItems(addOn: boolean, width: Width) {
  for (const inCup of dimensions.codesInCup[width])
    for (const apex of dimensions.saasInCup[width])
      for (const cas of dimensions.otherSaas[width]) {
        const licenses: Licenses = {
          ...OPEN_LICENSES,
          A1: license("A1", inCup),
          apex: saas("apex", "apex", apex),
          cas: saas("cas", "cas", cas?.license),
        };
        const others = [cup("A1"), cup("apex"), ...(cas ? [item("cas", cas.item)] : [])];
        yield { licenses, items: addOn ? [item("add-on"), ...others] : others };
      }
}

function* withHeld(given: Licenses, width: Width): Generator<Licenses> {
  for (const casOfA of dimensions.casOfA[width])
    for (const apexOfA of dimensions.apexOfA[width])
      for (const casOfB of dimensions.casOfB[width])
        for (const casOfC of dimensions.casOfC[width])
          yield {
            ...given,
            ...held("cas of A", "cas", "A", casOfA),
            ...held("apex of A", "apex", "A", apexOfA),
            ...held("cas of B", "cas", "B", casOfB),
            ...held("cas of C", "cas", "C", casOfC),
          };
}

const worldOf = (licenses: Licenses, first: Wanted, second: (typeof secondOrders)[number]): World => {
  const orders = [orderOf(first, licenses)];
  if (second)
    orders.push(orderOf({ ...second, orderId: "Y", purchasedAt: SECOND_PURCHASE, cancelledAt: null }, licenses));
  return { lastDayOfGrace: IN_GRACE, licenses, orders };
};

/** As intake takes it in: the process is decided once. */
const orderOf = ({ items, channel, ...order }: Wanted, licenses: Licenses): ModelOrder => {
  const products = items.map(({ licenseId }) => ({ sku: licenseId, kind: licenses[licenseId]?.kind ?? "on_premises" }));
  const { process } = decideProcess({ channel, type: order.type, items: products });
  const lines = items.map((each, at) => Object.freeze({ ...each, line: at + 1 }));
  return { ...order, orderNumber: order.orderId, region: "US", process, items: lines };
};

const LONG_AGO = inDays(-300);

const license = (licenseId: string, facts: Partial<ModelLicense> = {}): ModelLicense =>
  Object.freeze({
    licenseId,
    kind: "on_premises",
    saasFamily: null,
    owner: null,
    registeredAt: null,
    imported: false,
    version: "full",
    seats: 100,
    startsOn: LONG_AGO,
    endsOn: RUNNING,
    converted: false,
    ...facts,
  });

const saas = (licenseId: string, saasFamily: string, facts: Partial<ModelLicense> = {}) =>
  license(licenseId, { kind: "saas", saasFamily, ...facts });

const held = (licenseId: string, family: string, owner: string, facts: Held): Record<string, ModelLicense> =>
  facts ? { [licenseId]: saas(licenseId, family, { ...ownedBy(owner), ...facts }) } : {};

const OPEN_LICENSES = {
  "add-on": license("add-on", { kind: "xdr_add_on" }),
  "add-on 2": license("add-on 2", { kind: "xdr_add_on" }),
  "cas 2": saas("cas 2", "cas"),
  "cas 3": saas("cas 3", "cas"),
  "apex 2": saas("apex 2", "apex"),
};
