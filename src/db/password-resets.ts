import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { PasswordResets } from "./schema.ts";

export type PasswordReset = Selectable<PasswordResets>;

export const findPasswordReset = (db: Db | Tx, id: string): Promise<PasswordReset | undefined> =>
  db.selectFrom("passwordResets").selectAll().where("id", "=", id).executeTakeFirst();

export const findPasswordResetByToken = (db: Db | Tx, tokenHash: Buffer): Promise<PasswordReset | undefined> =>
  db.selectFrom("passwordResets").selectAll().where("tokenHash", "=", tokenHash).executeTakeFirst();

export const lockPasswordReset = (tx: Tx, id: string): Promise<PasswordReset | undefined> =>
  tx.selectFrom("passwordResets").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirst();

export const insertPasswordReset = (tx: Tx, reset: Insertable<PasswordResets>) =>
  tx.insertInto("passwordResets").values(reset).execute();

/** Uses up every link that a user asked for: with the password set, none of them may set another. */
export const markPasswordResetsUsed = (tx: Tx, userId: string, at: Date) =>
  tx
    .updateTable("passwordResets")
    .set({ usedAt: at })
    .where("userId", "=", userId)
    .where("usedAt", "is", null)
    .execute();

export const deleteOldPasswordResets = (tx: Tx, before: Date) =>
  tx.deleteFrom("passwordResets").where("expiresAt", "<", before).execute();
