import type { Insertable, Selectable } from "kysely";
import { maskEmail } from "../policy/masking.ts";
import type { Db, Tx } from "./client.ts";
import type { Users } from "./schema.ts";

export type User = Selectable<Users>;

export const findUser = (db: Db | Tx, id: string): Promise<User | undefined> =>
  db.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();

export const findUserByEmail = (db: Db | Tx, emailIdentity: string): Promise<User | undefined> =>
  db.selectFrom("users").selectAll().where("emailIdentity", "=", emailIdentity).executeTakeFirst();

/** The owners of accounts, for masked hints and for mails. */
export const listOwners = (db: Db | Tx, accountIds: string[]): Promise<User[]> =>
  accountIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("users")
        .selectAll()
        .where("accountId", "in", accountIds)
        .where("role", "=", "owner")
        .orderBy("createdAt")
        .execute();

/** Who is shown as the holder of registered items, masked, by account: of several owners the first one. */
export const listMaskedOwners = async (
  db: Db | Tx,
  items: readonly { registration: { accountId: string } | null }[],
): Promise<ReadonlyMap<string, string>> => {
  const accountIds = new Set(items.flatMap(({ registration }) => registration?.accountId ?? []));
  const owners = await listOwners(db, [...accountIds]);
  return new Map(owners.toReversed().map(({ accountId, email }) => [accountId, maskEmail(email)]));
};

/** Inserts the user unless the address has one; true when it was inserted. Waits for a rival that is inserting it. */
export const insertUser = async (tx: Tx, user: Insertable<Users>): Promise<boolean> => {
  const result = await tx
    .insertInto("users")
    .values(user)
    .onConflict((conflict) => conflict.column("emailIdentity").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const markEmailVerified = (tx: Tx, userId: string, at: Date) =>
  tx
    .updateTable("users")
    .set({ emailVerifiedAt: at })
    .where("id", "=", userId)
    .where("emailVerifiedAt", "is", null)
    .execute();

/** Remembers the newest sign-in: whoever never signed in has no browser to compare a new one with. */
export const markUserSignedIn = (tx: Tx, userId: string, at: Date) =>
  tx.updateTable("users").set({ signedInAt: at }).where("id", "=", userId).execute();
