import { z } from "zod";

/** PostgreSQL stores no NUL and no half of a surrogate pair. */
const text = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => value.isWellFormed() && !value.includes("\0"));

const entitlement = z.object({
  licenseId: text,
  sku: text,
  name: z.object({ en: text, ja: text }),
  kind: text,
  /** Where it is none of the account's. */
  region: text.optional(),
  seats: z.int().nonnegative(),
  unit: text,
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  trial: z.boolean(),
});

const accountState = z.object({
  accountId: text,
  company: text,
  region: text,
  version: z.int().positive(),
  entitlements: z.array(entitlement),
});

/** What the portal sends: always the whole state of one account. */
export const portalEvent = z.object({
  type: z.enum(["entitlements.activated", "entitlements.changed", "entitlements.revoked"]),
  data: accountState,
});

export type Entitlement = z.infer<typeof entitlement>;
export type AccountState = z.infer<typeof accountState>;
