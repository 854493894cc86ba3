import { type Migration, Migrator } from "kysely/migration";
import { runMigrations } from "graphile-worker";
import type { Pool } from "pg";
import type { Db } from "./client.ts";
import * as initial from "./migrations/0001_initial.ts";
import * as supportAndAccess from "./migrations/0002_support_and_access.ts";

/** Every schema change, in order. A landed migration is never edited. */
const migrations: Record<string, Migration> = {
  "0001_initial": initial,
  "0002_support_and_access": supportAndAccess,
};

/** Brings the database to the newest schema, the job queue's own tables included. Two at once: one applies, one waits. */
export const migrate = async (db: Db, pool: Pool): Promise<string[]> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw new Error("The database could not be migrated.", { cause: error });
  await runMigrations({ pgPool: pool });
  return results.map((result) => result.migrationName);
};
