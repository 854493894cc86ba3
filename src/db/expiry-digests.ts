import { sql } from "kysely";
import type { DigestFacts, Reminder, stepDays } from "../policy/expiry-digest.ts";
import type { Db, Tx } from "./client.ts";

/**
 * Accounts in which a license has come to a step that was not told, by id after `after`. What is found may still be
 * nothing to tell: policy/expiry-digest.ts decides.
 */
export const listAccountsToRemind = async (
  db: Db,
  steps: ReturnType<typeof stepDays>,
  page: { after: string | null; limit: number },
): Promise<string[]> => {
  const { rows } = await sql<{ accountId: string }>`
    select distinct licenses.account_id
    from unnest(${steps.map(({ step }) => step)}::int[], ${steps.map(({ from }) => from)}::date[],
                ${steps.map(({ to }) => to)}::date[]) as steps (step, begins, ends)
    join licenses on licenses.ends_on between steps.begins and steps.ends
    where licenses.account_id is not null and licenses.converted_to is null
      and (${page.after}::uuid is null or licenses.account_id > ${page.after}::uuid)
      and not exists (
        select from expiry_reminders told
        where told.license_id = licenses.id and told.ends_on = licenses.ends_on and told.step <= steps.step)
    order by licenses.account_id
    limit ${page.limit}`.execute(db);
  return rows.map((row) => row.accountId);
};

/** What a digest of the account is decided by: its licenses that end near this day, its users and its last digest. */
export const findDigestFacts = async (
  tx: Tx,
  accountId: string,
  ends: { from: string; to: string },
): Promise<DigestFacts> => {
  const licenses = await tx
    .selectFrom("licenses")
    .select((e) => [
      "licenses.id as licenseId",
      "licenses.version",
      "licenses.startsOn",
      "licenses.endsOn",
      e("licenses.convertedTo", "is not", null).$castTo<boolean>().as("converted"),
      e
        .selectFrom("expiryReminders")
        .select((r) => r.fn.min("expiryReminders.step").as("step"))
        .whereRef("expiryReminders.licenseId", "=", "licenses.id")
        .whereRef("expiryReminders.endsOn", "=", "licenses.endsOn")
        .as("toldStep"),
    ])
    .where("licenses.accountId", "=", accountId)
    .where("licenses.endsOn", ">=", ends.from)
    .where("licenses.endsOn", "<=", ends.to)
    .orderBy("licenses.endsOn")
    .orderBy("licenses.id")
    .execute();
  const last = await tx
    .selectFrom("expiryDigests")
    .select((e) => e.fn.max("day").as("day"))
    .where("accountId", "=", accountId)
    .executeTakeFirst();
  return {
    licenses: licenses.map((license) => ({ ...license, registered: true })),
    readers: await listDigestReaders(tx, accountId),
    lastDigestOn: last?.day ?? null,
  };
};

const listDigestReaders = (tx: Tx, accountId: string): Promise<DigestFacts["readers"]> =>
  tx
    .selectFrom("users")
    .leftJoin("expiryMailsOff", "expiryMailsOff.userId", "users.id")
    .select((e) => [
      "users.id as userId",
      e("users.emailVerifiedAt", "is not", null).$castTo<boolean>().as("emailVerified"),
      e("expiryMailsOff.userId", "is", null).$castTo<boolean>().as("wantsMails"),
    ])
    .where("users.accountId", "=", accountId)
    .orderBy("users.id")
    .execute();

/** Inserts the digest of an account and a day unless there is one; true when it was inserted. Waits for a rival. */
export const insertExpiryDigest = async (
  tx: Tx,
  digest: { id: string; accountId: string; day: string },
): Promise<boolean> => {
  const result = await tx
    .insertInto("expiryDigests")
    .values(digest)
    .onConflict((conflict) => conflict.columns(["accountId", "day"]).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const insertExpiryReminders = (tx: Tx, digestId: string, reminders: readonly Reminder[]) =>
  tx
    .insertInto("expiryReminders")
    .values(reminders.map((reminder) => ({ ...reminder, digestId })))
    .execute();

export const findExpiryDigest = (db: Db, id: string) =>
  db.selectFrom("expiryDigests").selectAll().where("id", "=", id).executeTakeFirst();

/** What a digest tells, the first to end first; a license that got another end since is left out. */
export const listLicensesOfDigest = (db: Db, digestId: string, limit: number) =>
  licensesOfDigest(db, digestId)
    .innerJoin("products", "products.sku", "licenses.sku")
    .select(["licenses.endsOn", "licenses.seats", "products.nameEn", "products.nameJa", "products.unit"])
    .orderBy("licenses.endsOn")
    .orderBy("licenses.id")
    .limit(limit)
    .execute();

export const countLicensesOfDigest = async (db: Db, digestId: string): Promise<number> => {
  const counted = await licensesOfDigest(db, digestId)
    .select((e) => e.fn.countAll<number>().as("count"))
    .executeTakeFirst();
  return Number(counted?.count ?? 0);
};

const licensesOfDigest = (db: Db, digestId: string) =>
  db
    .selectFrom("expiryReminders")
    .innerJoin("licenses", "licenses.id", "expiryReminders.licenseId")
    .where("expiryReminders.digestId", "=", digestId)
    .whereRef("licenses.endsOn", "=", "expiryReminders.endsOn")
    .where("licenses.convertedTo", "is", null);
