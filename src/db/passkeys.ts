import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Passkeys } from "./schema.ts";

export type Passkey = Selectable<Passkeys>;

export const listPasskeysOfUser = (db: Db | Tx, userId: string): Promise<Passkey[]> =>
  db.selectFrom("passkeys").selectAll().where("userId", "=", userId).orderBy("addedAt").execute();

export const findPasskeyByCredential = (db: Db | Tx, credentialId: string): Promise<Passkey | undefined> =>
  db.selectFrom("passkeys").selectAll().where("credentialId", "=", credentialId).executeTakeFirst();

/** So that of two with one signature the second waits, and finds the counter advanced. */
export const lockPasskeyByCredential = (tx: Tx, credentialId: string): Promise<Passkey | undefined> =>
  tx.selectFrom("passkeys").selectAll().where("credentialId", "=", credentialId).forNoKeyUpdate().executeTakeFirst();

/** False when the credential belongs to a passkey already. */
export const insertPasskey = async (tx: Tx, passkey: Insertable<Passkeys>): Promise<boolean> => {
  const result = await tx
    .insertInto("passkeys")
    .values(passkey)
    .onConflict((conflict) => conflict.column("credentialId").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const markPasskeyUsed = (tx: Tx, id: string, counter: number, at: Date) =>
  tx.updateTable("passkeys").set({ counter, usedAt: at }).where("id", "=", id).execute();

/** True when the user had it. */
export const deletePasskey = async (tx: Tx, userId: string, id: string): Promise<boolean> => {
  const result = await tx.deleteFrom("passkeys").where("id", "=", id).where("userId", "=", userId).executeTakeFirst();
  return result.numDeletedRows === 1n;
};
