import type { Candidate } from "./activation.ts";
import { isLive } from "./license-status.ts";
import { isDone } from "./opening.ts";
import type { HeldLicense, ItemFacts, OrderFacts } from "./order-facts.ts";
import { type WayOn, waysOn } from "./reasons.ts";
import { findTrialsToConvert } from "./saas-conflict.ts";

/** What a license gives: of the license as it is, or as it will be. */
export type Term = { version: "full" | "trial"; seats: number; startsOn: string; endsOn: string };

export type RenewedItem = ItemFacts & { license: Term & { converted: boolean } };

/** `items` are those that the key opens: one for an activation code, all that carry it for a registration key. */
export type RenewalFacts = { order: OrderFacts; items: readonly RenewedItem[]; candidate: Candidate };

export type RenewalReason = "order_cancelled" | "already_activated" | "registered_to_other_account";

/** Where a registration key opens licenses of several accounts, each renews its own with the activation code. */
export type RenewalWayOn = WayOn | "enter_activation_code";

export type RenewalRefusal = {
  ok: false;
  reason: RenewalReason;
  /** The accounts that hold what was to be renewed. */
  owners: string[];
  waysOn: readonly RenewalWayOn[];
};

export type RenewalPlan = {
  ok: true;
  /** Nobody holds these: registered like new licenses, with the order's seats and term. */
  register: RenewedItem[];
  /** The account holds these: each gets the term beside it. */
  extend: { item: RenewedItem; term: Term }[];
  /** Trials of the account that end because a registered full item takes their place. */
  convert: { trial: HeldLicense; item: ItemFacts }[];
};

type RenewalCheck = (facts: RenewalFacts) => RenewalRefusal | undefined;

/** DOMAIN 3, Original process: a renewal extends the license of its code, for the account that holds it only. */
export const decideRenewal = (facts: RenewalFacts, now: Date): RenewalPlan | RenewalRefusal => {
  for (const check of renewalChecks) {
    const refused = check(facts);
    if (refused) return refused;
  }
  const open = itemsToRenew(facts);
  const register = open.filter((item) => item.registration === null);
  const extended = open.filter((item) => item.registration !== null);
  const held = facts.candidate.is === "account" ? facts.candidate.held : [];
  return {
    ok: true,
    register,
    extend: extended.map((item) => ({ item, term: renewedTerm(item, now) })),
    convert: findTrialsToConvert(register, held, now),
  };
};

const orderIsNotCancelled: RenewalCheck = ({ order }) =>
  order.cancelledAt === null ? undefined : refusal("order_cancelled", [], waysOn.order_cancelled);

const somethingIsLeftToRenew: RenewalCheck = (facts) =>
  itemsToRenew(facts).length > 0
    ? undefined
    : refusal("already_activated", ownersOf(facts.items), waysOn.already_activated);

const licensesAreOfThisAccount: RenewalCheck = (facts) => {
  const { candidate } = facts;
  if (candidate.is === "undecided") return undefined;
  const owners = ownersOf(itemsToRenew(facts));
  if (owners.every((owner) => candidate.is === "account" && candidate.accountId === owner)) return undefined;
  const ways: RenewalWayOn[] = owners.length === 1 ? ["sign_in_as_owner", "ask_for_access"] : ["enter_activation_code"];
  return refusal("registered_to_other_account", owners, ways);
};

/** No SaaS conflict among them: DOMAIN 3 asks for that never in a renewal. */
export const renewalChecks = [
  orderIsNotCancelled,
  somethingIsLeftToRenew,
  licensesAreOfThisAccount,
] as const satisfies readonly RenewalCheck[];

const itemsToRenew = ({ order, items }: RenewalFacts): RenewedItem[] => items.filter((item) => !isDone(order, item));

/**
 * Seats and end as ordered. A running term is not cut: it keeps its start, also where the ordered one lies ahead. A
 * license that is over begins anew. An order that ends before the license does (an older renewal, entered late) takes
 * nothing away: the later end and the larger number of seats stay. A full license stays full.
 */
const renewedTerm = ({ license, version, seats, startsOn, endsOn }: RenewedItem, now: Date): Term => {
  if (!isLive(license, now)) return { version, seats, startsOn, endsOn };
  return {
    version: license.version === "full" ? "full" : version,
    seats: endsOn < license.endsOn ? Math.max(seats, license.seats) : seats,
    startsOn: startsOn < license.startsOn ? startsOn : license.startsOn,
    endsOn: endsOn < license.endsOn ? license.endsOn : endsOn,
  };
};

const ownersOf = (items: readonly ItemFacts[]): string[] => [
  ...new Set(items.flatMap((item) => item.registration?.accountId ?? [])),
];

const refusal = (reason: RenewalReason, owners: string[], ways: readonly RenewalWayOn[]): RenewalRefusal => ({
  ok: false,
  reason,
  owners,
  waysOn: ways,
});
