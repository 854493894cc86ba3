import { type Insertable, sql } from "kysely";
import type { Db, Tx } from "./client.ts";
import type { OidcSigningKeys } from "./schema.ts";

export const listSigningKeys = (db: Db | Tx) => db.selectFrom("oidcSigningKeys").selectAll().execute();

export const countSigningKeys = async (tx: Tx): Promise<number> => {
  const { count } = await tx
    .selectFrom("oidcSigningKeys")
    .select((e) => e.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
};

/** Nobody else adds a key until the transaction ends; reading goes on. */
export const lockSigningKeys = (tx: Tx) => sql`lock table oidc_signing_keys in share row exclusive mode`.execute(tx);

export const insertSigningKey = (tx: Tx, key: Insertable<OidcSigningKeys>) =>
  tx.insertInto("oidcSigningKeys").values(key).execute();

/** Keys that a newer one has relieved before this time. */
export const deleteRelievedSigningKeys = (tx: Tx, before: Date) =>
  tx
    .deleteFrom("oidcSigningKeys")
    .where((e) =>
      e.exists(
        e
          .selectFrom("oidcSigningKeys as newer")
          .select("newer.kid")
          .whereRef("newer.signsFrom", ">", "oidcSigningKeys.signsFrom")
          .where("newer.signsFrom", "<", before),
      ),
    )
    .execute();
