import { pino } from "pino";
import pg from "pg";
import { inject } from "vitest";
import { readConfig } from "../../src/config.ts";
import { type Context, createContext } from "../../src/context.ts";
import { type TestClock, testClock } from "./clock.ts";
import { databaseAt } from "./database-address.ts";

export type TestDatabase = {
  url: string;
  ctx: Context;
  clock: TestClock;
  /** For a race: else the one connection that is open already does all the work, one thing after the other. */
  openConnections(): Promise<void>;
  close(): Promise<void>;
};

const CONNECTIONS = 10;

export const TEST_SECRETS_KEY = Buffer.alloc(32, 7);
export const TEST_START = "2026-11-24T09:00:00Z";

let clones = 0;

/** A migrated database of its own with the test products, and a context on it whose clock stands still. */
export const createTestDatabase = async (options: { settings?: NodeJS.ProcessEnv } = {}): Promise<TestDatabase> => {
  const { url: serverUrl, template } = inject("postgres");
  clones += 1;
  const name = template.replace("template", `${process.pid}_${clones}`);
  await onServer(serverUrl, `create database ${name} template ${template}`);
  const url = databaseAt(serverUrl, name);
  const clock = testClock(TEST_START);
  const config = readConfig(options.settings ?? {});
  const log = pino({ level: "silent" });
  const made = createContext({ config, databaseUrl: url, secretsKey: TEST_SECRETS_KEY, log, connections: CONNECTIONS });
  return {
    url,
    clock,
    ctx: { ...made, now: clock.now },
    openConnections: async () => {
      await Promise.all(Array.from({ length: CONNECTIONS }, () => made.pool.query("select pg_sleep(0.05)")));
    },
    close: async () => {
      await made.db.destroy();
      await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
};

/** One clone at a time: a template that is being copied lets nobody else in. */
const CLONE_TURN = 7_201_404;

const onServer = async (url: string, statement: string) => {
  const server = new pg.Client(url);
  await server.connect();
  try {
    await server.query(`select pg_advisory_lock(${CLONE_TURN})`);
    await server.query(statement);
  } finally {
    await server.end();
  }
};
