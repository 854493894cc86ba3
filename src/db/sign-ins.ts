import { type Insertable, type Selectable, sql } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { SignIns } from "./schema.ts";
import { lockUserRow } from "./users.ts";

export type SignIn = Selectable<SignIns>;

/** What a sign-in interrupted, and so where it leads back to. */
export type WayBack = Pick<SignIn, "activationId" | "verificationId" | "interactionUid" | "leadsTo">;

export const wayBackOf = (back: Partial<WayBack>): WayBack => ({
  activationId: back.activationId ?? null,
  verificationId: back.verificationId ?? null,
  interactionUid: back.interactionUid ?? null,
  leadsTo: back.leadsTo ?? null,
});

export const findSignIn = (db: Db | Tx, id: string): Promise<SignIn | undefined> =>
  db.selectFrom("signIns").selectAll().where("id", "=", id).executeTakeFirst();

/** Lets the two requests of a double press begin one after the other. */
export const lockSignInsOfBrowser = async (tx: Tx, browserHash: Buffer): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${browserHash.readInt32BE(0)}, ${browserHash.readInt32BE(4)})`.execute(tx);
};

/** What this browser began last. */
export const findLatestSignIn = (tx: Tx, browserHash: Buffer): Promise<SignIn | undefined> =>
  tx
    .selectFrom("signIns")
    .selectAll()
    .where("browserHash", "=", browserHash)
    .orderBy("sentAt", "desc")
    .limit(1)
    .executeTakeFirst();

/** The user's row first, as a removal takes them: the other way round the two would wait for each other. */
export const lockSignIn = async (tx: Tx, id: string): Promise<SignIn | undefined> => {
  const userId = (await findSignIn(tx, id))?.userId;
  if (userId) await lockUserRow(tx, userId);
  return tx.selectFrom("signIns").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
};

export const insertSignIn = (tx: Tx, signIn: Insertable<SignIns>) => tx.insertInto("signIns").values(signIn).execute();

export const markSignInSent = (tx: Tx, id: string, at: Date) =>
  tx.updateTable("signIns").set({ sentAt: at, codeSent: true }).where("id", "=", id).execute();

/** The first factor was right. Tries of the second one are counted from here on. */
export const markFirstFactor = (tx: Tx, id: string, firstFactor: "code" | "password") =>
  tx
    .updateTable("signIns")
    .set({ firstFactor, wrongCodes: 0 })
    .where("id", "=", id)
    .where("firstFactor", "is", null)
    .execute();

export const markSignInEnded = (tx: Tx, id: string, at: Date) =>
  tx.updateTable("signIns").set({ endedAt: at }).where("id", "=", id).where("endedAt", "is", null).execute();

export const markWrongSignInCode = (tx: Tx, id: string) =>
  tx
    .updateTable("signIns")
    .set((e) => ({ wrongCodes: e("wrongCodes", "+", 1) }))
    .where("id", "=", id)
    .execute();

/** Codes that went to an address which the user has given up are worth nothing any more, not even for a second press. */
export const markSignInsExpired = (tx: Tx, userId: string, at: Date) =>
  tx.updateTable("signIns").set({ expiresAt: at }).where("userId", "=", userId).where("expiresAt", ">", at).execute();

export const deleteOldSignIns = (tx: Tx, before: Date) =>
  tx.deleteFrom("signIns").where("expiresAt", "<", before).execute();
