import { constants } from "node:os";
import { recogniseSecretsKey } from "./actions/recognise-secrets-key.ts";
import { type Config, ConfigError } from "./config.ts";
import { type Context, createContext } from "./context.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./db/embedded.ts";
import { hasNewestSchema, migrate, SCHEMA_MISSING } from "./db/migrate.ts";
import { createLog } from "./log.ts";
import { repeatEvery } from "./repeat-every.ts";
import { embeddedSecretsKey } from "./secrets-key.ts";

export type RuntimeOptions = {
  config: Config;
  process: "cli" | "portal" | "worker" | "start";
  /**
   * Brings the schema up to date first; else one that is not is refused. The embedded database is always brought up to
   * date: nobody else looks after it.
   */
  migrate?: boolean;
  connections?: number;
};

export type Runtime = {
  ctx: Context;
  databaseUrl: string;
  /** For what needs a session of its own (LISTEN): past a pooler. */
  directUrl: string;
  embedded: boolean;
  /** Leaves the database; whoever leaves an embedded one last stops it. */
  close(): Promise<void>;
};

/** What every process of AnyKey stands on: the database, embedded or not, the secrets and a log. */
export const openRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const { config } = options;
  if (config.databaseUrl !== undefined && config.secretsKey === undefined) {
    throw new ConfigError(
      "SECRETS_KEY: must be set when DATABASE_URL is (openssl rand -base64 32). Keep a copy of it.",
    );
  }
  const postgres = config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir }) : null;
  try {
    const databaseUrl = postgres?.url ?? (config.databaseUrl as string);
    const ctx = createContext({
      config,
      databaseUrl,
      secretsKey: config.secretsKey ?? embeddedSecretsKey(config.dataDir),
      log: logOf(options),
      connections: options.connections,
    });
    await prepareDatabase(ctx, options.migrate || postgres !== null).catch((error) => closeAfter(error, ctx));
    const directUrl = postgres?.url ?? config.databaseDirectUrl ?? databaseUrl;
    const watch = postgres && options.process !== "cli" ? keepRunning(ctx, postgres) : null;
    return { ctx, databaseUrl, directUrl, embedded: postgres !== null, close: onceClosed(ctx, postgres, watch) };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
};

const OTHER_SECRETS_KEY =
  "SECRETS_KEY is not the key that this database was filled with: no stored license key can be read or found with it. Set the right one, which lies with your backups (embedded: DATA_DIR/secrets-key).";

const prepareDatabase = async (ctx: Context, mayMigrate: boolean): Promise<void> => {
  if (mayMigrate) await migrate(ctx.db, ctx.pool);
  else if (!(await hasNewestSchema(ctx.db))) throw new ConfigError(SCHEMA_MISSING);
  if (!(await recogniseSecretsKey(ctx))) throw new ConfigError(OTHER_SECRETS_KEY);
};

/** Opens the runtime for one piece of work. A signal ends the work half-way: its transaction is rolled back. */
export const withRuntime = async <T>(options: RuntimeOptions, work: (ctx: Context) => Promise<T>): Promise<T> => {
  const runtime = await openRuntime(options);
  const leave = (signal: "SIGINT" | "SIGTERM" | "SIGHUP") =>
    void runtime.close().finally(() => process.exit(128 + constants.signals[signal]));
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, leave);
  try {
    return await work(runtime.ctx);
  } finally {
    for (const signal of signals) process.off(signal, leave);
    await runtime.close();
  }
};

/** A command's answer goes to standard output, so its log goes to standard error, and only with what matters. */
const logOf = ({ config, process }: RuntimeOptions) =>
  process === "cli" ? createLog("warn", process, 2) : createLog(config.logLevel, process);

const LOOK_MS = 1_000;

/**
 * An embedded database that was killed, for want of memory perhaps, is started again at its address. What ran on it has
 * failed and was rolled back; connections are made anew, and jobs are tried again.
 */
const keepRunning = (ctx: Context, postgres: EmbeddedPostgres) =>
  repeatEvery(
    LOOK_MS,
    async () => {
      if (await postgres.revive()) ctx.log.warn("database.restarted");
    },
    (err) => ctx.log.error({ err }, "database.not_restarted"),
  );

const onceClosed = (ctx: Context, postgres: EmbeddedPostgres | null, watch: { stop(): Promise<void> } | null) => {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= Promise.resolve(watch?.stop()).then(() => close(ctx, postgres));
    return closed;
  };
};

const GRACE_MS = 1_000;

/** Waits a moment for running queries; what still runs then loses its connection, and so its transaction. */
const close = async (ctx: Context, postgres: EmbeddedPostgres | null): Promise<void> => {
  const drained = ctx.db.destroy();
  await Promise.race([drained, new Promise((done) => setTimeout(done, GRACE_MS).unref())]);
  await postgres?.stop();
};

const closeAfter = async (error: unknown, ctx: Context): Promise<never> => {
  await ctx.db.destroy();
  throw error;
};
