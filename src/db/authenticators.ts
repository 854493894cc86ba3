import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Authenticators } from "./schema.ts";

export type Authenticator = Selectable<Authenticators>;

export const findAuthenticator = (db: Db | Tx, userId: string): Promise<Authenticator | undefined> =>
  db.selectFrom("authenticators").selectAll().where("userId", "=", userId).executeTakeFirst();

/** So that of two with one code the second waits, and finds the time step used. */
export const lockAuthenticator = (tx: Tx, userId: string): Promise<Authenticator | undefined> =>
  tx.selectFrom("authenticators").selectAll().where("userId", "=", userId).forNoKeyUpdate().executeTakeFirst();

/** A new secret, not confirmed yet; replaces one that was never confirmed. False when a confirmed one stands there. */
export const upsertAuthenticator = async (tx: Tx, made: Insertable<Authenticators>): Promise<boolean> => {
  const result = await tx
    .insertInto("authenticators")
    .values(made)
    .onConflict((conflict) =>
      conflict
        .column("userId")
        .doUpdateSet({ secretSealed: made.secretSealed, setUpAt: made.setUpAt })
        .where("authenticators.confirmedAt", "is", null),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const markAuthenticatorConfirmed = (tx: Tx, userId: string, at: Date) =>
  tx.updateTable("authenticators").set({ confirmedAt: at }).where("userId", "=", userId).execute();

export const markStepUsed = (tx: Tx, userId: string, step: number) =>
  tx.updateTable("authenticators").set({ lastStep: step }).where("userId", "=", userId).execute();

export const deleteAuthenticator = (tx: Tx, userId: string) =>
  tx.deleteFrom("authenticators").where("userId", "=", userId).execute();
