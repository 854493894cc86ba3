import type { Insertable, Selectable } from "kysely";
import { maskEmail } from "../policy/masking.ts";
import type { Role } from "../policy/permissions.ts";
import type { Db, Tx } from "./client.ts";
import type { Users } from "./schema.ts";
import { isUniqueViolation } from "./unique-violation.ts";

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

/** Who is shown as the holder of registered items, masked, by account. */
export const listMaskedOwners = async (
  db: Db | Tx,
  items: readonly { registration: { accountId: string } | null }[],
): Promise<ReadonlyMap<string, string>> => {
  const accountIds = new Set(items.flatMap(({ registration }) => registration?.accountId ?? []));
  const owners = await listOwners(db, [...accountIds]);
  return new Map(owners.map(({ accountId, email }) => [accountId, maskEmail(email)]));
};

/** Held by a user's sign-ins and changes of e-mail, so that tries in parallel are counted one by one. */
export const lockUserRow = (tx: Tx, userId: string) =>
  tx.selectFrom("users").select("id").where("id", "=", userId).forNoKeyUpdate().executeTakeFirst();

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

/** The people of an account: the owner first, then as they came. */
export const listUsersOfAccount = (db: Db | Tx, accountId: string): Promise<User[]> =>
  db
    .selectFrom("users")
    .selectAll()
    .where("accountId", "=", accountId)
    .orderBy((e) => e("role", "=", "owner"), "desc")
    .orderBy("createdAt")
    .orderBy("id")
    .execute();

export const markUserRole = (tx: Tx, userId: string, role: Role) =>
  tx.updateTable("users").set({ role }).where("id", "=", userId).execute();

export const markUserProfile = (
  tx: Tx,
  userId: string,
  profile: Pick<User, "firstName" | "lastName" | "phone" | "language">,
) => tx.updateTable("users").set(profile).where("id", "=", userId).execute();

/** Gives the user another address, which is proven; false when somebody else has it. Called within a savepoint. */
export const markEmailChanged = async (
  tx: Tx,
  userId: string,
  address: Pick<User, "email" | "emailIdentity" | "emailDomain">,
  at: Date,
): Promise<boolean> => {
  try {
    await tx
      .updateTable("users")
      .set({ ...address, emailVerifiedAt: at })
      .where("id", "=", userId)
      .execute();
    return true;
  } catch (error) {
    if (isUniqueViolation(error, "users_email_identity_key")) return false;
    throw error;
  }
};

/** Takes the user away with all that signs them in; what they did stays, under an id that nobody has from then on. */
export const deleteUser = (tx: Tx, userId: string) => tx.deleteFrom("users").where("id", "=", userId).execute();
