import type { Insertable } from "kysely";
import type { HeldLicense } from "../policy/order-facts.ts";
import type { Term } from "../policy/renewal.ts";
import type { Db, Tx } from "./client.ts";
import type { Licenses } from "./schema.ts";

export const findLicenseByLookup = (db: Db | Tx, lookup: Buffer) =>
  db
    .selectFrom("licenses")
    .innerJoin("products", "products.sku", "licenses.sku")
    .selectAll("licenses")
    .select(["products.nameEn", "products.nameJa", "products.kind", "products.unit"])
    .where("codeLookup", "=", lookup)
    .executeTakeFirst();

/** The license of an activation code, locked, so that two orders or imports that name it wait for each other. */
export const lockLicenseByLookup = (tx: Tx, lookup: Buffer) =>
  tx.selectFrom("licenses").selectAll().where("codeLookup", "=", lookup).forNoKeyUpdate().executeTakeFirst();

/** Inserts the license unless its code is known; true when it was inserted. */
export const insertLicense = async (tx: Tx, license: Insertable<Licenses>): Promise<boolean> => {
  const result = await tx
    .insertInto("licenses")
    .values(license)
    .onConflict((conflict) => conflict.column("codeLookup").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

/** The live facts that a SaaS conflict asks of an account. */
export const listHeldSaas = async (db: Db | Tx, accountId: string): Promise<HeldLicense[]> => {
  const rows = await db
    .selectFrom("licenses")
    .innerJoin("products", "products.sku", "licenses.sku")
    .select([
      "licenses.id",
      "licenses.sku",
      "licenses.version",
      "licenses.region",
      "licenses.startsOn",
      "licenses.endsOn",
      "licenses.convertedTo",
      "products.saasFamily",
    ])
    .where("licenses.accountId", "=", accountId)
    .where("products.saasFamily", "is not", null)
    .execute();
  return rows.map(({ id, convertedTo, ...row }) => ({ ...row, licenseId: id, converted: convertedTo !== null }));
};

/** Whether the console shows the product of one of these licenses. */
export const isAnyInConsole = async (tx: Tx, ids: string[]): Promise<boolean> => {
  const found = await tx
    .selectFrom("licenses")
    .innerJoin("products", "products.sku", "licenses.sku")
    .select("licenses.id")
    .where("licenses.id", "in", ids)
    .where("products.inConsole", "=", true)
    .executeTakeFirst();
  return found !== undefined;
};

/** Gives the items' licenses to the account, with the items' seats and terms. A product may have one region only. */
export const markLicensesRegistered = async (
  tx: Tx,
  itemIds: string[],
  region: string,
  accountId: string,
  at: Date,
): Promise<void> => {
  if (itemIds.length === 0) return;
  const result = await tx
    .updateTable("licenses")
    .from("orderItems")
    .innerJoin("products", "products.sku", "orderItems.sku")
    .set((e) => ({
      version: e.ref("orderItems.version"),
      seats: e.ref("orderItems.seats"),
      startsOn: e.ref("orderItems.startsOn"),
      endsOn: e.ref("orderItems.endsOn"),
      region: e.fn.coalesce("products.region", e.val(region)),
      accountId,
      registeredAt: at,
    }))
    .whereRef("licenses.id", "=", "orderItems.licenseId")
    .where("orderItems.id", "in", itemIds)
    .where("licenses.accountId", "is", null)
    .executeTakeFirst();
  const registered = Number(result.numUpdatedRows);
  if (registered !== itemIds.length) {
    throw new Error(`Of ${itemIds.length} licenses ${registered} were free, in spite of their lock.`);
  }
};

/** A license that a customer registered in an older system gets its account, seats, term and date from there. */
export const markLicenseImported = (
  tx: Tx,
  id: string,
  license: Pick<Insertable<Licenses>, "version" | "seats" | "startsOn" | "endsOn" | "accountId" | "registeredAt">,
) =>
  tx
    .updateTable("licenses")
    .set({ ...license, imported: true })
    .where("id", "=", id)
    .where("accountId", "is", null)
    .execute();

/** A license that came in with an account has no region until an order names it. */
export const markLicenseRegion = (tx: Tx, id: string, region: string) =>
  tx.updateTable("licenses").set({ region }).where("id", "=", id).where("region", "is", null).execute();

/** A registered license gets other seats and another term; its account stays. A trial that had ended comes back to life. */
export const markLicenseExtended = (tx: Tx, id: string, { version, seats, startsOn, endsOn }: Term) =>
  tx
    .updateTable("licenses")
    .set({ version, seats, startsOn, endsOn, convertedTo: null })
    .where("id", "=", id)
    .execute();

/** A trial ends: the full license `convertedTo` took its place. */
export const markLicenseConverted = (tx: Tx, trialId: string, convertedTo: string) =>
  tx.updateTable("licenses").set({ convertedTo }).where("id", "=", trialId).where("convertedTo", "is", null).execute();

/** Any one sealed code, to try a SECRETS_KEY on. */
export const findSomeSealedCode = async (db: Db | Tx): Promise<Buffer | undefined> =>
  (await db.selectFrom("licenses").select("codeSealed").limit(1).executeTakeFirst())?.codeSealed;

/** The sealed codes of some licenses, with their products' names. */
export const listCodesOfLicenses = (db: Db | Tx, ids: string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("licenses")
        .innerJoin("products", "products.sku", "licenses.sku")
        .select(["licenses.id", "licenses.codeSealed", "products.nameEn", "products.nameJa"])
        .where("licenses.id", "in", ids)
        .execute();
