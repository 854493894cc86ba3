import type { Insertable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { FormerUsers } from "./schema.ts";

export const insertFormerUser = (tx: Tx, user: Insertable<FormerUsers>) =>
  tx.insertInto("formerUsers").values(user).execute();

export const listFormerUsers = (db: Db, accountId: string) =>
  db
    .selectFrom("formerUsers")
    .select(["id", "email", "removedAt"])
    .where("accountId", "=", accountId)
    .orderBy("removedAt")
    .execute();

/** Who an account's users are and were, by id. Nobody of another account is among them. */
export const listNamesOfAccount = async (db: Db, accountId: string): Promise<ReadonlyMap<string, string>> => {
  const names = await db
    .selectFrom("users")
    .select(["id", "email"])
    .where("accountId", "=", accountId)
    .unionAll(db.selectFrom("formerUsers").select(["id", "email"]).where("accountId", "=", accountId))
    .execute();
  return new Map(names.map(({ id, email }) => [id, email]));
};
