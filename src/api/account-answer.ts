import { z } from "@hono/zod-openapi";
import { findAccount, findAccountByLoginId } from "../db/accounts.ts";
import type { Db } from "../db/client.ts";
import { listOwners } from "../db/users.ts";

export const accountAnswer = z
  .strictObject({
    id: z.string().openapi({ description: "Names the account, for ever." }),
    accountId: z.string().nullable().openapi({ description: "Account ID to sign in with, null where it has none." }),
    email: z.string().openapi({ description: "E-mail address of the account's owner." }),
    firstName: z.string().nullable().openapi({ description: "First name of the owner." }),
    lastName: z.string().nullable().openapi({ description: "Last name of the owner." }),
    emailVerified: z.boolean().openapi({ description: "Whether the owner's address is verified." }),
    company: z.string().openapi({ description: "Name of the company." }),
    country: z.string().openapi({ description: "ISO 3166-1 alpha-2." }),
    customerNumber: z.string().nullable().openapi({ description: "The vendor's number of the customer." }),
    language: z.string().openapi({ description: "Language of mails and pages.", example: "en" }),
    timeZone: z.string().openapi({ description: "IANA time zone.", example: "Europe/London" }),
    origin: z.enum(["account_based", "original", "import"]).openapi({ description: "How the account was made." }),
    createdAt: z.iso.datetime().openapi({ description: "When it was made, in UTC." }),
  })
  .openapi("Account");

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An account by its id or, where it has one, by its account ID. */
export const findAccountAnswer = async (db: Db, id: string): Promise<z.output<typeof accountAnswer> | undefined> => {
  const account = await (UUID.test(id) ? findAccount(db, id) : findAccountByLoginId(db, id));
  const owner = account && (await listOwners(db, [account.id]))[0];
  if (!owner) return;
  return {
    id: account.id,
    accountId: account.loginId,
    email: owner.email,
    firstName: owner.firstName,
    lastName: owner.lastName,
    emailVerified: owner.emailVerifiedAt !== null,
    company: account.company,
    country: account.country,
    customerNumber: account.customerNumber,
    language: account.language,
    timeZone: account.timeZone,
    origin: account.origin,
    createdAt: account.createdAt.toISOString(),
  };
};
