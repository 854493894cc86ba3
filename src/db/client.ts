import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { DB } from "./schema.ts";

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

const DATE_OID = 1082;
const BIGINT_OID = 20;

/** Dates stay `YYYY-MM-DD`: a term has days, not instants. Sequence numbers stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === DATE_OID) return (text: string) => text;
    if (oid === BIGINT_OID) return Number;
    return pg.types.getTypeParser(oid, format);
  },
};

export const createPool = (url: string, max: number): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max, types, connectionTimeoutMillis: 5_000, keepAlive: true });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

export const createDb = (pool: pg.Pool): Db =>
  new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });

const MOST_DEADLOCKS = 5;

/**
 * Runs `work` in one transaction: it commits what `work` returns, a refusal too, and rolls back what it throws.
 * Of two transactions that wait for each other PostgreSQL ends one: its work is done again from the start.
 */
export const inTransaction = async <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => {
  for (let deadlocks = 0; ; deadlocks++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isDeadlock(error) || deadlocks === MOST_DEADLOCKS) throw error;
    }
  }
};

const isDeadlock = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === "40P01";

/** The same for work that writes before it finds a refusal: a refusal undoes what was written. */
export const inTransactionUnlessRefused = async <T extends { ok: boolean }>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => {
  let refusal: T | undefined;
  try {
    return await inTransaction(db, async (tx) => {
      refusal = undefined;
      const outcome = await work(tx);
      if (outcome.ok) return outcome;
      refusal = outcome;
      throw new Error("Refused: rolled back.");
    });
  } catch (error) {
    if (refusal) return refusal;
    throw error;
  }
};
