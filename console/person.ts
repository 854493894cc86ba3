import { z } from "zod";

/** What the portal's tokens say of somebody, in the console's words. */
export const personClaims = z
  .object({
    sub: z.string(),
    account_id: z.string(),
    company: z.string(),
    role: z.enum(["owner", "admin", "viewer"]),
    email: z.string(),
    name: z.string().optional(),
    locale: z.string().optional(),
    entitlements_version: z.int().nonnegative().optional(),
  })
  .transform((claims) => ({
    userId: claims.sub,
    accountId: claims.account_id,
    company: claims.company,
    role: claims.role,
    email: claims.email,
    name: claims.name ?? "",
    locale: claims.locale ?? null,
    /** The newest state of the account that the portal sends: 0 where there is none, null where it did not say. */
    entitlementsVersion: claims.entitlements_version ?? null,
  }));

export type Person = z.infer<typeof personClaims>;
