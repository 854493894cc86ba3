import { sql } from "kysely";
import type { Tx } from "./client.ts";

/** Runs `work` inside the transaction: a refusal undoes what `work` wrote, and the transaction goes on. */
export const inSavepointUnlessRefused = async <T extends { ok: boolean }>(
  tx: Tx,
  work: () => Promise<T>,
): Promise<T> => {
  await sql`savepoint record`.execute(tx);
  const outcome = await work();
  if (!outcome.ok) await sql`rollback to savepoint record`.execute(tx);
  await sql`release savepoint record`.execute(tx);
  return outcome;
};
