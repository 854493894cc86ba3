import type { Logger } from "pino";
import type { Pool } from "pg";
import { v7 } from "uuid";
import type { Config } from "./config.ts";
import { createDb, createPool, type Db } from "./db/client.ts";
import { createSecrets, type Secrets } from "./secrets.ts";

/** What actions and edges are handed: the database, the time, new ids and the secrets. */
export type Context = {
  db: Db;
  pool: Pool;
  config: Config;
  secrets: Secrets;
  log: Logger;
  now(): Date;
  newId(): string;
};

/** The composition root. `databaseUrl` is the embedded database's or the configured one. */
export const createContext = (options: {
  config: Config;
  databaseUrl: string;
  secretsKey: Buffer;
  log: Logger;
  connections?: number;
}): Context => {
  const pool = createPool(options.databaseUrl, options.connections ?? 10);
  return {
    db: createDb(pool),
    pool,
    config: options.config,
    secrets: createSecrets(options.secretsKey),
    log: options.log,
    now: () => new Date(),
    newId: () => v7(),
  };
};
