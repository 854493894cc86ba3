import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { EmailChanges } from "./schema.ts";

export type EmailChange = Selectable<EmailChanges>;

export const findEmailChange = (db: Db | Tx, id: string): Promise<EmailChange | undefined> =>
  db.selectFrom("emailChanges").selectAll().where("id", "=", id).executeTakeFirst();

/** The change that counts for a user: the newest one, ended or not. */
export const findLatestEmailChange = (db: Db | Tx, userId: string): Promise<EmailChange | undefined> =>
  db
    .selectFrom("emailChanges")
    .selectAll()
    .where("userId", "=", userId)
    .orderBy("askedAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

export const insertEmailChange = (tx: Tx, change: Insertable<EmailChanges>) =>
  tx.insertInto("emailChanges").values(change).execute();

export const markEmailChangeSent = (tx: Tx, id: string, at: Date) =>
  tx.updateTable("emailChanges").set({ sentAt: at }).where("id", "=", id).execute();

export const markEmailChangeEnded = (tx: Tx, id: string, reason: NonNullable<EmailChange["endedReason"]>, at: Date) =>
  tx
    .updateTable("emailChanges")
    .set({ endedAt: at, endedReason: reason })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .execute();

export const markWrongEmailCode = (tx: Tx, id: string) =>
  tx
    .updateTable("emailChanges")
    .set((e) => ({ wrongCodes: e("wrongCodes", "+", 1) }))
    .where("id", "=", id)
    .execute();

/** Changes that came about are kept longer than those that did not. */
export const deleteOldEmailChanges = (tx: Tx, before: { unchanged: Date; changed: Date }) =>
  tx
    .deleteFrom("emailChanges")
    .where((e) =>
      e.or([
        e("expiresAt", "<", before.changed),
        e.and([
          e("expiresAt", "<", before.unchanged),
          e.or([e("endedReason", "is", null), e("endedReason", "<>", "changed")]),
        ]),
      ]),
    )
    .execute();
