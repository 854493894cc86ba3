import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { parse } from "yaml";
import type { TestProject } from "vitest/node";
import { createDb, createPool, type Db, inTransaction } from "../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { insertProduct } from "../../src/db/products.ts";
import { parseCatalog } from "../../src/intake/catalog.ts";
import { databaseAt } from "./database-address.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The PostgreSQL of this run, and the migrated database that every test file clones. */
    postgres: { url: string; template: string; version: number };
  }
}

/** Starts the PostgreSQL of a test project once and makes the template of this run. */
export default async (project: TestProject) => {
  const version = project.name === "postgres-15" ? "15" : "18";
  const dataDir = version === "18" ? ".cache/test-postgres-18" : enterableFolder();
  const postgres = await startEmbeddedPostgres({ dataDir, version, durable: false });
  const template = `anykey_test_${process.pid}_template`;
  await onServer(postgres.url, async (server) => {
    await dropLeftovers(server);
    await server.query(`drop database if exists ${template}`);
    await server.query(`create database ${template}`);
  });
  await fillTemplate(databaseAt(postgres.url, template));
  project.provide("postgres", { url: postgres.url, template, version: Number(version) });
  return async () => {
    await onServer(postgres.url, (server) => server.query(`drop database if exists ${template} with (force)`));
    await postgres.stop();
  };
};

/** Started by root, PostgreSQL 15 runs only in a folder that everybody can walk into; a clone may lie in another one. */
const enterableFolder = (): string => {
  const folder = join(tmpdir(), `anykey-test-postgres-15-${process.getuid?.()}`);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
};

const fillTemplate = async (url: string) => {
  const pool = createPool(url, 2);
  const db = createDb(pool);
  await migrate(db, pool);
  await insertCatalog(db);
  await db.destroy();
};

/** The products as they ship, without the audit event that `catalog apply` leaves. */
const insertCatalog = (db: Db) => {
  const catalog = parseCatalog(parse(readFileSync("catalog/trend-micro.yaml", "utf8")));
  if (!catalog.ok) throw new Error(`The catalogue is malformed: ${JSON.stringify(catalog.faults)}`);
  return inTransaction(db, async (tx) => {
    for (const product of catalog.products) await insertProduct(tx, product);
  });
};

const onServer = async (url: string, work: (server: pg.Client) => Promise<unknown>) => {
  const server = new pg.Client(url);
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
};

/** A run that was killed could not drop its databases: their names say which process it was. */
const dropLeftovers = async (server: pg.Client) => {
  const { rows } = await server.query<{ name: string }>(
    "select datname as name from pg_database where datname like 'anykey\\_test\\_%'",
  );
  for (const { name } of rows) {
    if (!isAlive(Number(name.split("_")[2]))) await server.query(`drop database if exists ${name} with (force)`);
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
