import type { Tx } from "./client.ts";

/** False when the challenge was answered before. */
export const insertUsedChallenge = async (tx: Tx, challengeHash: Buffer, expiresAt: Date): Promise<boolean> => {
  const result = await tx
    .insertInto("usedChallenges")
    .values({ challengeHash, expiresAt })
    .onConflict((conflict) => conflict.column("challengeHash").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const deleteExpiredChallenges = (tx: Tx, before: Date) =>
  tx.deleteFrom("usedChallenges").where("expiresAt", "<", before).execute();
