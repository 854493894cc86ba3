import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Mails } from "./schema.ts";

export type Mail = Selectable<Mails>;

export const findMail = (db: Db | Tx, id: string): Promise<Mail | undefined> =>
  db.selectFrom("mails").selectAll().where("id", "=", id).executeTakeFirst();

/** The newest mail about a verification, a sign-in or an activation: for what a page says of its delivery. */
export const findLatestMail = (db: Db | Tx, subjectId: string): Promise<Mail | undefined> =>
  db
    .selectFrom("mails")
    .selectAll()
    .where("subjectId", "=", subjectId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

export const insertMail = (tx: Tx, mail: Insertable<Mails>) => tx.insertInto("mails").values(mail).execute();

export const deleteMail = (tx: Tx, id: string) => tx.deleteFrom("mails").where("id", "=", id).execute();

export const markMailSent = (tx: Tx, id: string, at: Date) =>
  tx
    .updateTable("mails")
    .set((e) => ({ state: "sent", attempts: e("attempts", "+", 1), settledAt: at, lastError: null }))
    .where("id", "=", id)
    .execute();

/** A try failed; with `final` no other follows. False when the mail was settled before. */
export const markMailFailed = async (tx: Tx, id: string, error: string, final: boolean, at: Date): Promise<boolean> => {
  const result = await tx
    .updateTable("mails")
    .set((e) => ({
      attempts: e("attempts", "+", 1),
      lastError: error,
      ...(final ? { state: "failed" as const, settledAt: at } : {}),
    }))
    .where("id", "=", id)
    .where("state", "=", "queued")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

/**
 * Nothing is kept of an address that was not proven in time, nor of a sign-in or an invitation that is over. Whoever
 * changed an address is still to be told.
 */
export const deleteMailsOfExpired = (tx: Tx, before: Date) =>
  tx
    .deleteFrom("mails")
    .where((e) =>
      e.or([
        e("subjectId", "in", e.selectFrom("verifications").select("id").where("expiresAt", "<", before)),
        e("subjectId", "in", e.selectFrom("signIns").select("id").where("expiresAt", "<", before)),
        e("subjectId", "in", e.selectFrom("invitations").select("id").where("expiresAt", "<", before)),
        e(
          "subjectId",
          "in",
          e
            .selectFrom("emailChanges")
            .select("id")
            .where("expiresAt", "<", before)
            .where((change) => change.or([change("endedReason", "is", null), change("endedReason", "<>", "changed")])),
        ),
      ]),
    )
    .execute();

export const countMailsByState = (db: Db) =>
  db
    .selectFrom("mails")
    .select((e) => ["state", e.fn.countAll<number>().as("count")])
    .where("state", "<>", "sent")
    .groupBy("state")
    .execute();
