import type { Insertable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { OidcPayloads } from "./schema.ts";

/** Stores what the OpenID provider keeps under an id; a code that is used up stays so. */
export const upsertPayload = (db: Db, payload: Insertable<OidcPayloads>) =>
  db
    .insertInto("oidcPayloads")
    .values(payload)
    .onConflict((conflict) =>
      conflict.columns(["model", "idHash"]).doUpdateSet((e) => ({
        uidHash: e.ref("excluded.uidHash"),
        grantHash: e.ref("excluded.grantHash"),
        sealed: e.ref("excluded.sealed"),
        expiresAt: e.ref("excluded.expiresAt"),
      })),
    )
    .execute();

export const findPayload = (db: Db, model: string, idHash: Buffer, now: Date) =>
  db
    .selectFrom("oidcPayloads")
    .select(["sealed", "consumedAt", "grantHash"])
    .where("model", "=", model)
    .where("idHash", "=", idHash)
    .where("expiresAt", ">", now)
    .executeTakeFirst();

export const findPayloadByUid = (db: Db, model: string, uidHash: Buffer, now: Date) =>
  db
    .selectFrom("oidcPayloads")
    .select(["sealed", "consumedAt", "grantHash"])
    .where("model", "=", model)
    .where("uidHash", "=", uidHash)
    .where("expiresAt", ">", now)
    .orderBy("expiresAt", "desc")
    .limit(1)
    .executeTakeFirst();

/** True for the one caller who uses it up. */
export const markPayloadConsumed = async (db: Db, model: string, idHash: Buffer, at: Date): Promise<boolean> => {
  const result = await db
    .updateTable("oidcPayloads")
    .set({ consumedAt: at })
    .where("model", "=", model)
    .where("idHash", "=", idHash)
    .where("consumedAt", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

export const deletePayload = (db: Db, model: string, idHash: Buffer) =>
  db.deleteFrom("oidcPayloads").where("model", "=", model).where("idHash", "=", idHash).execute();

export const deletePayloadsOfGrant = (db: Db, model: string, grantHash: Buffer) =>
  db.deleteFrom("oidcPayloads").where("model", "=", model).where("grantHash", "=", grantHash).execute();

/** The grant itself and every code and token that came of it. */
export const deleteGrant = (db: Db, grantHash: Buffer) =>
  db
    .deleteFrom("oidcPayloads")
    .where((e) =>
      e.or([e("grantHash", "=", grantHash), e.and([e("model", "=", "Grant"), e("idHash", "=", grantHash)])]),
    )
    .execute();

export const deleteExpiredPayloads = (tx: Tx, now: Date) =>
  tx.deleteFrom("oidcPayloads").where("expiresAt", "<=", now).execute();
