import type { Tx } from "./client.ts";

/** Deletes a user's password, passkeys and authenticator app; how many there were. Codes by mail stay. */
export const deleteWaysToSignIn = async (tx: Tx, userId: string): Promise<number> => {
  let deleted = 0n;
  for (const table of ["passwords", "passkeys", "recoveryCodes", "authenticators"] as const) {
    const result = await tx.deleteFrom(table).where("userId", "=", userId).executeTakeFirst();
    deleted += result.numDeletedRows;
  }
  return Number(deleted);
};
