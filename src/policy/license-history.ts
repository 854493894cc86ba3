import type { OrderType } from "./process.ts";

/** What an order said of the license. `appliedAt` is when it gave the license its seats and term. */
export type HistoryItem = {
  orderNumber: string;
  certificateNumber: string;
  resellerName: string;
  orderType: OrderType;
  purchasedAt: Date;
  cancelledAt: Date | null;
  appliedAt: Date | null;
  version: "full" | "trial";
  seats: number;
  startsOn: string;
  endsOn: string;
};

/** The license on the other side of a conversion. */
export type ConvertedLicense = { licenseId: string; nameEn: string; nameJa: string; at: Date };

export type HistoryFacts = {
  registeredAt: Date;
  /** It came with an account from an older system, registered there. */
  imported: boolean;
  items: readonly HistoryItem[];
  /** Trials whose place the license took. */
  replacedTrials: readonly ConvertedLicense[];
  /** The full license that took the place of this trial. */
  replacedBy: ConvertedLicense | null;
};

export type HistoryEvent = {
  at: Date;
} /** `open`: a key of the order still has to be entered for it to reach the license. */ & (
  | { type: "ordered"; item: HistoryItem; open: boolean }
  | { type: "renewed" | "extended" | "cancelled"; item: HistoryItem }
  | { type: "registered"; item: HistoryItem | null }
  | { type: "brought_over" }
  | { type: "replaced_trial" | "replaced"; license: ConvertedLicense }
);

/** What became of a license, the newest first: its orders, its registration, renewals and conversions. */
export const licenseHistory = (facts: HistoryFacts): HistoryEvent[] =>
  // Of what happened at one time the later stands first here already.
  [...conversionsIn(facts), ...extensionsIn(facts), registrationIn(facts), ...ordersIn(facts)].toSorted(
    (a, b) => b.at.getTime() - a.at.getTime(),
  );

const conversionsIn = ({ replacedTrials, replacedBy }: HistoryFacts): HistoryEvent[] => [
  ...(replacedBy ? [{ type: "replaced" as const, at: replacedBy.at, license: replacedBy }] : []),
  ...replacedTrials.map((license) => ({ type: "replaced_trial" as const, at: license.at, license })),
];

/** The first order that was applied registered the license, unless it came in registered. */
const extensionsIn = (facts: HistoryFacts): HistoryEvent[] =>
  appliedItems(facts)
    .slice(facts.imported ? 0 : 1)
    .map((item) => ({ type: item.orderType === "renewal" ? "renewed" : "extended", at: item.appliedAt, item }));

const registrationIn = (facts: HistoryFacts): HistoryEvent =>
  facts.imported
    ? { type: "brought_over", at: facts.registeredAt }
    : { type: "registered", at: facts.registeredAt, item: appliedItems(facts)[0] ?? null };

const ordersIn = (facts: HistoryFacts): HistoryEvent[] =>
  facts.items.flatMap((item) => [
    ...(item.cancelledAt === null ? [] : [{ type: "cancelled" as const, at: item.cancelledAt, item }]),
    { type: "ordered" as const, at: item.purchasedAt, item, open: isOpen(facts, item) },
  ]);

/** An imported registration counts for the orders that were bought before it. */
const isOpen = ({ imported, registeredAt }: HistoryFacts, { appliedAt, cancelledAt, purchasedAt }: HistoryItem) =>
  appliedAt === null && cancelledAt === null && !(imported && purchasedAt <= registeredAt);

const appliedItems = ({ items }: HistoryFacts) =>
  items
    .flatMap((item) => (item.appliedAt === null ? [] : [{ ...item, appliedAt: item.appliedAt }]))
    .toSorted((a, b) => a.appliedAt.getTime() - b.appliedAt.getTime());
