import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Verifications } from "./schema.ts";

export type Verification = Selectable<Verifications>;

export const findVerification = (db: Db | Tx, id: string): Promise<Verification | undefined> =>
  db.selectFrom("verifications").selectAll().where("id", "=", id).executeTakeFirst();

export const findVerificationByToken = (db: Db | Tx, tokenHash: Buffer): Promise<Verification | undefined> =>
  db.selectFrom("verifications").selectAll().where("tokenHash", "=", tokenHash).executeTakeFirst();

/** The verification that counts for the activation: the newest one, ended or not. */
export const findLatestVerification = (db: Db | Tx, activationId: string): Promise<Verification | undefined> =>
  db
    .selectFrom("verifications")
    .selectAll()
    .where("activationId", "=", activationId)
    .orderBy("askedAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

export const insertVerification = (tx: Tx, verification: Insertable<Verifications>) =>
  tx.insertInto("verifications").values(verification).execute();

export const markVerificationEnded = (tx: Tx, id: string, reason: NonNullable<Verification["endedReason"]>, at: Date) =>
  tx
    .updateTable("verifications")
    .set({ endedAt: at, endedReason: reason })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .execute();

/** Its code was typed in the browser that asked for it. Opening its link, perhaps elsewhere, does not count as that. */
export const markVerificationProven = (tx: Tx, id: string, at: Date) =>
  tx.updateTable("verifications").set({ provenAt: at }).where("id", "=", id).where("provenAt", "is", null).execute();

export const markVerificationSent = (tx: Tx, id: string, at: Date) =>
  tx.updateTable("verifications").set({ sentAt: at }).where("id", "=", id).execute();

/** Counts a wrong code in the row itself, so that tries in parallel are counted one by one. */
export const markWrongCode = (tx: Tx, id: string) =>
  tx
    .updateTable("verifications")
    .set((e) => ({ wrongCodes: e("wrongCodes", "+", 1) }))
    .where("id", "=", id)
    .execute();

/** Once a verification has expired or ended, nothing is kept of its address. */
export const deleteExpiredAddresses = async (tx: Tx, before: Date): Promise<number> => {
  const result = await tx
    .updateTable("verifications")
    .set({ email: null, emailIdentity: null })
    .where("expiresAt", "<", before)
    .where("email", "is not", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
};
