import type { Insertable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { ApiKeys } from "./schema.ts";

export const findApiKey = (db: Db, keyHash: Buffer) =>
  db
    .selectFrom("apiKeys")
    .select(["id", "name", "scopes"])
    .where("keyHash", "=", keyHash)
    .where("revokedAt", "is", null)
    .executeTakeFirst();

/** Inserts the key, or gives a known one these scopes. Answers its id, or nothing where it has them already. */
export const insertApiKey = (tx: Tx, key: Insertable<ApiKeys>): Promise<{ id: string } | undefined> =>
  tx
    .insertInto("apiKeys")
    .values(key)
    .onConflict((conflict) =>
      conflict
        .column("keyHash")
        .doUpdateSet({ scopes: key.scopes, revokedAt: null })
        .where((e) => e.or([e("apiKeys.scopes", "<>", e.val(key.scopes)), e("apiKeys.revokedAt", "is not", null)])),
    )
    .returning("id")
    .executeTakeFirst();
