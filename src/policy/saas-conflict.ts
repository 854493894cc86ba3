import { isLive } from "./license-status.ts";
import type { HeldLicense, ItemFacts } from "./order-facts.ts";

export type SaasConflict = { item: ItemFacts; license: HeldLicense };

/** DOMAIN 3, SaaS conflict: an account holds at most one live license of a SaaS family. */
export const findSaasConflicts = (
  items: readonly ItemFacts[],
  held: readonly HeldLicense[],
  now: Date,
): SaasConflict[] =>
  items.flatMap((item) =>
    held
      .filter((license) => competes(item, license) && isLive(license, now) && !converts(item, license))
      .map((license) => ({ item, license })),
  );

/**
 * The same between the items of one order: an activation gives all of them to one account, which cannot hold both. The
 * first of a family counts, each later one is in conflict with it.
 */
export const findConflictsWithin = (items: readonly ItemFacts[], region: string, now: Date): SaasConflict[] =>
  items.flatMap((item, at) =>
    items
      .slice(0, at)
      .filter((first) => isLive(asHeld(item, region), now) && !converts(first, asHeld(item, region)))
      .flatMap((first) => findSaasConflicts([item], [asHeld(first, region)], now)),
  );

/** An item as the license that it becomes. */
export const asHeld = (item: ItemFacts, region: string): HeldLicense => {
  const { licenseId, sku, saasFamily, version, startsOn, endsOn } = item;
  return { licenseId, sku, saasFamily, version, region, startsOn, endsOn, converted: false };
};

/** The running trials that a full item of the same family ends: they are converted, not in conflict. */
export const findTrialsToConvert = (
  items: readonly ItemFacts[],
  held: readonly HeldLicense[],
  now: Date,
): { trial: HeldLicense; item: ItemFacts }[] =>
  items.flatMap((item) =>
    held
      .filter((license) => competes(item, license) && isLive(license, now) && converts(item, license))
      .map((trial) => ({ trial, item })),
  );

/** Add-ons and on-premises products have no family; a converted trial has ended. */
const competes = (item: ItemFacts, license: HeldLicense): boolean =>
  item.saasFamily !== null &&
  item.saasFamily === license.saasFamily &&
  item.licenseId !== license.licenseId &&
  !license.converted;

const converts = (item: ItemFacts, license: HeldLicense): boolean =>
  license.version === "trial" && item.version === "full";
