import { type Migration, Migrator } from "kysely/migration";
import { runMigrations } from "graphile-worker";
import { sql } from "kysely";
import pg from "pg";
import type { Db } from "./client.ts";
import * as initial from "./migrations/0001_initial.ts";
import * as supportAndAccess from "./migrations/0002_support_and_access.ts";
import * as instance from "./migrations/0003_instance.ts";
import * as openid from "./migrations/0004_openid.ts";
import * as consoleLink from "./migrations/0005_console.ts";
import * as passwords from "./migrations/0006_passwords.ts";
import * as waysToSignIn from "./migrations/0007_ways_to_sign_in.ts";
import * as originalProcess from "./migrations/0008_original_process.ts";
import * as expiryDigests from "./migrations/0009_expiry_digests.ts";
import * as people from "./migrations/0010_people.ts";

/** Every schema change, in order. A landed migration is never edited. */
const migrations: Record<string, Migration> = {
  "0001_initial": initial,
  "0002_support_and_access": supportAndAccess,
  "0003_instance": instance,
  "0004_openid": openid,
  "0005_console": consoleLink,
  "0006_passwords": passwords,
  "0007_ways_to_sign_in": waysToSignIn,
  "0008_original_process": originalProcess,
  "0009_expiry_digests": expiryDigests,
  "0010_people": people,
};

/** Brings the database to the newest schema, the job queue's own tables included. Two at once: one applies, one waits. */
export const migrate = async (db: Db, pool: pg.Pool): Promise<string[]> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw new Error("The database could not be migrated.", { cause: error });
  await runMigrations({ pgPool: pool });
  return results.map((result) => result.migrationName);
};

export const SCHEMA_MISSING = "The database lacks the schema of this version. Run: npx anykey migrate";

const UNDEFINED_TABLE = "42P01";

/** Whether `migrate` of this version, or of a newer one, has been at this database. */
export const hasNewestSchema = async (db: Db): Promise<boolean> => {
  const newest = Object.keys(migrations).at(-1);
  try {
    const { rows } = await sql`select from kysely_migration where name = ${newest}`.execute(db);
    return rows.length > 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return false;
    throw error;
  }
};
