import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { StatusDays } from "../policy/license-status.ts";
import { type ProductKind, productKinds } from "../policy/process.ts";
import { searchedNumber, searchWords } from "../policy/search-words.ts";
import type { Db } from "./client.ts";
import { type HeldStatus, isOverInSql, statusInSql } from "./license-status.ts";
import type { DB } from "./schema.ts";

export type LicenseFilter = { search?: string; status?: HeldStatus; kind?: ProductKind };

type Page = { filter: LicenseFilter; days: StatusDays; after?: string; limit: number };

/**
 * One page of an account's licenses with their products: by kind, what is over last, the first to end first. The index
 * licenses_account holds all that the page is chosen by; only the page's own rows are read.
 */
export const listLicensesOfAccount = (db: Db, accountId: string, { filter, days, after, limit }: Page) => {
  const place = [kindPlace.as("kindPlace"), isOverInSql(days).as("isOver"), "licenses.endsOn", "licenses.id"] as const;
  let chosen = held(db, accountId)
    .select(place)
    .where((e) => matches(e, accountId, filter.search));
  if (filter.status) chosen = chosen.where(statusInSql(days), "=", filter.status);
  if (filter.kind) chosen = chosen.where("products.kind", "=", filter.kind);
  if (after) {
    const last = held(db, accountId).select(place).where("licenses.id", "=", after);
    const here = sql`(${kindPlace}, ${isOverInSql(days)}, licenses.ends_on, licenses.id)`;
    chosen = chosen.where(sql<SqlBool>`${here} > (${last})`);
  }
  const page = chosen.orderBy("kindPlace").orderBy("isOver").orderBy("licenses.endsOn").orderBy("licenses.id");
  return db
    .selectFrom(page.limit(limit).as("chosen"))
    .innerJoin("licenses", "licenses.id", "chosen.id")
    .innerJoin("products", "products.sku", "licenses.sku")
    .selectAll("licenses")
    .select(["products.nameEn", "products.nameJa", "products.kind", "products.unit", "products.inConsole"])
    .select((e) => [orderOfLicense(e).as("orderNumber"), previousEndOfLicense(e).as("previousEndsOn")])
    .orderBy("chosen.kindPlace")
    .orderBy("chosen.isOver")
    .orderBy("chosen.endsOn")
    .orderBy("chosen.id")
    .execute();
};

const held = (db: Db, accountId: string) =>
  db
    .selectFrom("licenses")
    .innerJoin("products", "products.sku", "licenses.sku")
    .where("licenses.accountId", "=", accountId);

const kindPlace = sql<number>`array_position(array[${sql.join(productKinds)}], products.kind)`;

/**
 * Every word stands in the product's names or SKU, or the text is the number of an order or a certificate, whatever
 * becomes of hyphens and spaces. Only the account's own orders are compared, and only with what may be a number.
 */
const matches = (
  e: ExpressionBuilder<DB, "licenses" | "products">,
  accountId: string,
  search = "",
): Expression<SqlBool> => {
  const words = searchWords(search);
  if (words.length === 0) return e.lit(true);
  const name = sql`lower(normalize(concat_ws(' ', products.name_en, products.name_ja, products.sku), nfkc))`;
  const number = searchedNumber(search);
  return e.or([
    e(
      "licenses.sku",
      "in",
      e
        .selectFrom("products")
        .select("products.sku")
        .where((w) => w.and(words.map((word) => sql<SqlBool>`position(${word} in ${name}) > 0`))),
    ),
    ...(number === null
      ? []
      : [
          e(
            "licenses.id",
            "in",
            e
              .selectFrom("licenses as own")
              .innerJoin("orderItems", "orderItems.licenseId", "own.id")
              .innerJoin("orders", "orders.id", "orderItems.orderId")
              .select("own.id")
              .where("own.accountId", "=", accountId)
              .where(sql<SqlBool>`${number} in (${compared("order_number")}, ${compared("certificate_number")})`),
          ),
        ]),
  ]);
};

const compared = (column: "order_number" | "certificate_number") =>
  sql`translate(upper(${sql.ref(`orders.${column}`)}), '-‐‑‒–—― ', '')`;

/** The order that gave the license its seats and term; of an imported one the last that was bought before it came. */
const orderOfLicense = (e: ExpressionBuilder<DB, "licenses">) =>
  e
    .selectFrom("orderItems")
    .innerJoin("orders", "orders.id", "orderItems.orderId")
    .select("orders.orderNumber")
    .whereRef("orderItems.licenseId", "=", "licenses.id")
    .where((w) =>
      w.or([w("orderItems.appliedAt", "is not", null), w("orders.purchasedAt", "<=", w.ref("licenses.registeredAt"))]),
    )
    .orderBy("orderItems.appliedAt", (order) => order.desc().nullsLast())
    .orderBy("orders.purchasedAt", "desc")
    .limit(1);

/** When the license ended before it was last extended. */
const previousEndOfLicense = (e: ExpressionBuilder<DB, "licenses">) =>
  e
    .selectFrom("orderItems")
    .select("orderItems.previousEndsOn")
    .whereRef("orderItems.licenseId", "=", "licenses.id")
    .where("orderItems.previousEndsOn", "is not", null)
    .orderBy("orderItems.appliedAt", "desc")
    .limit(1);

/** How many of an account's licenses match, by kind and status. */
export const countLicensesOfAccount = (
  db: Db,
  accountId: string,
  { search, days }: { search: string | undefined; days: StatusDays },
) =>
  held(db, accountId)
    .where((e) => matches(e, accountId, search))
    .select((e) => ["products.kind", statusInSql(days).as("status"), e.fn.countAll<number>().as("count")])
    .groupBy(["products.kind", "status"])
    .execute();

/** The first licenses of an account to end, of those that are in grace or near their end. */
export const listEndingLicenses = (db: Db, accountId: string, days: StatusDays, limit: number) =>
  held(db, accountId)
    .select(["licenses.id", "licenses.endsOn", "products.nameEn", "products.nameJa"])
    .where("licenses.endsOn", ">=", days.graceFrom)
    .where("licenses.endsOn", "<=", days.expiringUntil)
    .where(statusInSql(days), "in", ["expiring", "grace"])
    .orderBy("licenses.endsOn")
    .orderBy("licenses.id")
    .limit(limit)
    .execute();

/** Which of an account's licenses a registration key of an order covers. */
export const listLicensesOfRegistrationKey = (db: Db, accountId: string, lookup: Buffer) =>
  db
    .selectFrom("registrationKeys")
    .innerJoin("orderItems", "orderItems.registrationKeyId", "registrationKeys.id")
    .innerJoin("licenses", "licenses.id", "orderItems.licenseId")
    .innerJoin("orders", "orders.id", "orderItems.orderId")
    .select(["licenses.id", "orders.orderNumber"])
    .where("registrationKeys.lookup", "=", lookup)
    .where("licenses.accountId", "=", accountId)
    .execute();
