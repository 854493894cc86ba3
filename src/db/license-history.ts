import { type ExpressionBuilder, sql } from "kysely";
import type { ConvertedLicense, HistoryItem } from "../policy/license-history.ts";
import type { Db } from "./client.ts";
import type { DB } from "./schema.ts";

/** A license with its product, where this account holds it. */
export const findLicenseOfAccount = (db: Db, accountId: string, id: string) =>
  db
    .selectFrom("licenses")
    .innerJoin("products", "products.sku", "licenses.sku")
    .selectAll("licenses")
    .select(["products.nameEn", "products.nameJa", "products.kind", "products.unit", "products.inConsole"])
    .where("licenses.id", "=", id)
    .where("licenses.accountId", "=", accountId)
    .executeTakeFirst();

/** Every order that names the license, with what it says of it. */
export const listHistoryItems = (db: Db, licenseId: string): Promise<HistoryItem[]> =>
  db
    .selectFrom("orderItems")
    .innerJoin("orders", "orders.id", "orderItems.orderId")
    .select([
      "orders.orderNumber",
      "orders.certificateNumber",
      "orders.resellerName",
      "orders.type as orderType",
      "orders.purchasedAt",
      "orders.cancelledAt",
      "orderItems.appliedAt",
      "orderItems.version",
      "orderItems.seats",
      "orderItems.startsOn",
      "orderItems.endsOn",
    ])
    .where("orderItems.licenseId", "=", licenseId)
    .orderBy("orders.purchasedAt", "desc")
    .execute();

/** Trials whose place the license took, and the full license that took its place, each with when that was. */
export const listConversions = async (
  db: Db,
  license: { id: string; convertedTo: string | null },
): Promise<{ replacedTrials: ConvertedLicense[]; replacedBy: ConvertedLicense | null }> => {
  const others = await db
    .selectFrom("licenses")
    .innerJoin("products", "products.sku", "licenses.sku")
    .select((e) => [
      "licenses.id as licenseId",
      "products.nameEn",
      "products.nameJa",
      e.fn.coalesce(convertedAt(e, license.id), "licenses.registeredAt").as("at"),
    ])
    .where((e) => e.or([e("licenses.convertedTo", "=", license.id), e("licenses.id", "=", license.convertedTo)]))
    .orderBy("licenses.id")
    .execute();
  const dated = others.flatMap(({ at, ...other }) => (at === null ? [] : [{ ...other, at }]));
  return {
    replacedTrials: dated.filter((other) => other.licenseId !== license.convertedTo),
    replacedBy: dated.find((other) => other.licenseId === license.convertedTo) ?? null,
  };
};

/** A conversion has no time of its own but in the audit log, where the trial is its subject. */
const convertedAt = (e: ExpressionBuilder<DB, "licenses">, licenseId: string) =>
  e
    .selectFrom("auditEvents")
    .select((a) => a.fn.max("auditEvents.at").as("at"))
    .where(
      "auditEvents.subject",
      "=",
      sql<string>`concat('license:', case when licenses.converted_to = ${licenseId} then licenses.id else ${licenseId} end)`,
    )
    .where("auditEvents.type", "=", "license.converted");
