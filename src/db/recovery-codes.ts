import type { Db, Tx } from "./client.ts";

export const lockRecoveryCode = (tx: Tx, userId: string, lookup: Buffer) =>
  tx
    .selectFrom("recoveryCodes")
    .selectAll()
    .where("userId", "=", userId)
    .where("lookup", "=", lookup)
    .forNoKeyUpdate()
    .executeTakeFirst();

export const countRecoveryCodesLeft = async (db: Db | Tx, userId: string): Promise<number> => {
  const row = await db
    .selectFrom("recoveryCodes")
    .select((e) => e.fn.countAll<number>().as("left"))
    .where("userId", "=", userId)
    .where("usedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.left);
};

export const insertRecoveryCodes = (tx: Tx, userId: string, lookups: readonly Buffer[]) =>
  tx
    .insertInto("recoveryCodes")
    .values(lookups.map((lookup) => ({ userId, lookup })))
    .execute();

export const markRecoveryCodeUsed = (tx: Tx, userId: string, lookup: Buffer, at: Date) =>
  tx
    .updateTable("recoveryCodes")
    .set({ usedAt: at })
    .where("userId", "=", userId)
    .where("lookup", "=", lookup)
    .execute();

export const deleteRecoveryCodes = (tx: Tx, userId: string) =>
  tx.deleteFrom("recoveryCodes").where("userId", "=", userId).execute();
