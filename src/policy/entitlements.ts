/** docs/rules.md, Console: the whole state that the console knows of one account. */
export type Entitlement = {
  licenseId: string;
  sku: string;
  name: { en: string; ja: string };
  kind: string;
  /** Of the product where it has one of its own, else the account's. */
  region: string;
  seats: number;
  unit: string;
  startsOn: string;
  endsOn: string;
  trial: boolean;
};

export type EntitlementState = {
  accountId: string;
  company: string;
  region: string;
  version: number;
  entitlements: Entitlement[];
};

export type EntitlementEvent = "entitlements.activated" | "entitlements.changed" | "entitlements.revoked";

/** The first state that the console takes activates the account there, an empty one ends it. */
export const entitlementEvent = ({ entitlements }: EntitlementState, deliveredVersion: number): EntitlementEvent => {
  if (entitlements.length === 0) return "entitlements.revoked";
  return deliveredVersion === 0 ? "entitlements.activated" : "entitlements.changed";
};
