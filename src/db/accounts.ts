import { type Insertable, type Selectable, sql } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Accounts } from "./schema.ts";

export type Account = Selectable<Accounts>;

export const findAccount = (db: Db | Tx, id: string): Promise<Account | undefined> =>
  db.selectFrom("accounts").selectAll().where("id", "=", id).executeTakeFirst();

export const findAccountByLoginId = (db: Db | Tx, loginId: string): Promise<Account | undefined> =>
  db
    .selectFrom("accounts")
    .selectAll()
    .where((e) => e(e.fn("lower", ["loginId"]), "=", loginId.toLowerCase()))
    .executeTakeFirst();

/** Held while licenses are given to the account, so that two conflicting orders of one account wait for each other. */
export const lockAccount = (tx: Tx, id: string): Promise<Account> =>
  tx.selectFrom("accounts").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirstOrThrow();

/** Inserts the account unless its account ID is taken; true when it was inserted. */
export const insertAccount = async (tx: Tx, account: Insertable<Accounts>): Promise<boolean> => {
  const result = await tx
    .insertInto("accounts")
    .values(account)
    .onConflict((conflict) => conflict.expression(sql`lower(login_id)`).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

/** Takes back an account that never had a user. */
export const deleteAccount = (tx: Tx, id: string) => tx.deleteFrom("accounts").where("id", "=", id).execute();

export const markAccountProfile = (
  tx: Tx,
  id: string,
  profile: Pick<Account, "address" | "city" | "postalCode" | "stateOrProvince" | "timeZone">,
) => tx.updateTable("accounts").set(profile).where("id", "=", id).execute();
