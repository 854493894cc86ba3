import type { Db, Tx } from "./client.ts";

/** Since when a user has turned off the mails about ending licenses; undefined while they come. */
export const findExpiryMailsOff = (db: Db | Tx, userId: string) =>
  db.selectFrom("expiryMailsOff").selectAll().where("userId", "=", userId).executeTakeFirst();

/** True when the mails came until now. */
export const insertExpiryMailsOff = async (tx: Tx, userId: string, since: Date): Promise<boolean> => {
  const result = await tx
    .insertInto("expiryMailsOff")
    .values({ userId, since })
    .onConflict((conflict) => conflict.column("userId").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

/** True when they were off until now. */
export const deleteExpiryMailsOff = async (tx: Tx, userId: string): Promise<boolean> => {
  const result = await tx.deleteFrom("expiryMailsOff").where("userId", "=", userId).executeTakeFirst();
  return result.numDeletedRows === 1n;
};
