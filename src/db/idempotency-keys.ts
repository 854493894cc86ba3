import type { Db, Tx } from "./client.ts";

type Id = { apiKeyId: string; key: string };

/** One request's hold on a key: `beganAt` tells it from a later one that took the key over. */
export type IdempotencyClaim = Id & { beganAt: Date };

export const findIdempotencyKey = (db: Db | Tx, id: Id) =>
  db
    .selectFrom("idempotencyKeys")
    .selectAll()
    .where("apiKeyId", "=", id.apiKeyId)
    .where("key", "=", id.key)
    .executeTakeFirst();

/**
 * Claims the key for one request; false when another request has it already. A forgotten key is free again; one that
 * a request left without an answer is free for the same request.
 */
export const insertIdempotencyKey = async (
  db: Db | Tx,
  claim: IdempotencyClaim & { requestDigest: Buffer },
  free: { abandonedBefore: Date; forgottenBefore: Date },
): Promise<boolean> => {
  const result = await db
    .insertInto("idempotencyKeys")
    .values(claim)
    .onConflict((conflict) =>
      conflict
        .columns(["apiKeyId", "key"])
        .doUpdateSet({ requestDigest: claim.requestDigest, beganAt: claim.beganAt, status: null, answerSealed: null })
        .where((e) =>
          e.or([
            e("idempotencyKeys.beganAt", "<", free.forgottenBefore),
            e.and([
              e("idempotencyKeys.status", "is", null),
              e("idempotencyKeys.beganAt", "<", free.abandonedBefore),
              e("idempotencyKeys.requestDigest", "=", claim.requestDigest),
            ]),
          ]),
        ),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const markIdempotencyKeyAnswered = (
  db: Db | Tx,
  claim: IdempotencyClaim,
  status: number,
  answerSealed: Buffer,
) =>
  db
    .updateTable("idempotencyKeys")
    .set({ status, answerSealed })
    .where("apiKeyId", "=", claim.apiKeyId)
    .where("key", "=", claim.key)
    .where("beganAt", "=", claim.beganAt)
    .execute();

/** A request that failed for a fault of ours may be sent again under the same key. */
export const deleteIdempotencyKey = (db: Db | Tx, claim: IdempotencyClaim) =>
  db
    .deleteFrom("idempotencyKeys")
    .where("apiKeyId", "=", claim.apiKeyId)
    .where("key", "=", claim.key)
    .where("beganAt", "=", claim.beganAt)
    .where("status", "is", null)
    .execute();

export const deleteOldIdempotencyKeys = (tx: Tx, before: Date) =>
  tx.deleteFrom("idempotencyKeys").where("beganAt", "<", before).execute();
