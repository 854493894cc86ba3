import type { Insertable, Selectable } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { Instance } from "./schema.ts";

export const findInstance = (db: Db | Tx): Promise<Selectable<Instance> | undefined> =>
  db.selectFrom("instance").selectAll().executeTakeFirst();

/** Of two that insert at once the first one stays. */
export const insertInstance = (tx: Tx, instance: Insertable<Instance>) =>
  tx
    .insertInto("instance")
    .values(instance)
    .onConflict((conflict) => conflict.column("isOnly").doNothing())
    .execute();
