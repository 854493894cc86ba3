import type { Insertable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Sessions } from "./schema.ts";

/** The session of a token with its user and account, whatever its age: policy/session.ts judges it. */
export const findSessionByToken = (db: Db, tokenHash: Buffer) =>
  db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.userId")
    .innerJoin("accounts", "accounts.id", "users.accountId")
    .leftJoin("consoleAccounts", "consoleAccounts.accountId", "accounts.id")
    .select([
      "sessions.id",
      "sessions.beganAt",
      "sessions.seenAt",
      "sessions.expiresAt",
      "sessions.revokedAt",
      "users.id as userId",
      "users.email",
      "users.role",
      "users.emailVerifiedAt",
      "users.accountId",
      "accounts.company",
      "accounts.timeZone",
      "consoleAccounts.state as consoleState",
      "consoleAccounts.region as consoleRegion",
      "consoleAccounts.stateSince as consoleSince",
    ])
    .where("sessions.tokenHash", "=", tokenHash)
    .executeTakeFirst();

export const findSession = (db: Db | Tx, id: string) =>
  db.selectFrom("sessions").selectAll().where("id", "=", id).executeTakeFirst();

/** The sessions of a user that nobody has ended, the newest first; policy/session.ts judges their age. */
export const listSessionsOfUser = (db: Db, userId: string) =>
  db
    .selectFrom("sessions")
    .selectAll()
    .where("userId", "=", userId)
    .where("revokedAt", "is", null)
    .orderBy("seenAt", "desc")
    .execute();

/** A user's sessions that began in this second, whatever their age. */
export const listSessionsBegunIn = (db: Db, userId: string, epochSecond: number) =>
  db
    .selectFrom("sessions")
    .select(["seenAt", "expiresAt", "revokedAt"])
    .where("userId", "=", userId)
    .where("beganAt", ">=", new Date(epochSecond * 1000))
    .where("beganAt", "<", new Date((epochSecond + 1) * 1000))
    .execute();

export const insertSession = (tx: Tx, session: Insertable<Sessions>) =>
  tx.insertInto("sessions").values(session).execute();

export const markSessionSeen = (db: Db, id: string, at: Date) =>
  db.updateTable("sessions").set({ seenAt: at }).where("id", "=", id).execute();

export const markSessionRevoked = (tx: Tx, id: string, at: Date) =>
  tx.updateTable("sessions").set({ revokedAt: at }).where("id", "=", id).where("revokedAt", "is", null).execute();

/** Ends every session of a user but one. */
export const markOtherSessionsRevoked = (tx: Tx, userId: string, exceptId: string | null, at: Date) =>
  tx
    .updateTable("sessions")
    .set({ revokedAt: at })
    .where("userId", "=", userId)
    .where("revokedAt", "is", null)
    .$if(exceptId !== null, (query) => query.where("id", "<>", exceptId))
    .execute();

export const deleteEndedSessions = (tx: Tx, before: Date) =>
  tx
    .deleteFrom("sessions")
    .where((e) => e.or([e("expiresAt", "<", before), e("revokedAt", "<", before)]))
    .execute();
