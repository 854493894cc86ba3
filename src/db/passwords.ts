import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Passwords } from "./schema.ts";

export const findPassword = (db: Db | Tx, userId: string): Promise<Selectable<Passwords> | undefined> =>
  db.selectFrom("passwords").selectAll().where("userId", "=", userId).executeTakeFirst();

/** Sets a user's first password or replaces it. */
export const upsertPassword = (tx: Tx, password: Insertable<Passwords>) =>
  tx
    .insertInto("passwords")
    .values(password)
    .onConflict((conflict) =>
      conflict.column("userId").doUpdateSet({ hashSealed: password.hashSealed, setAt: password.setAt }),
    )
    .execute();
