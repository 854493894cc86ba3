import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pino } from "pino";
import { openApiDocument } from "../src/api/document.ts";
import { readConfig } from "../src/config.ts";
import { createContext } from "../src/context.ts";
import { startEmbeddedPostgres } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import { describeSchema } from "./describe-schema.ts";

/**
 * Keeps what is generated true: the database's types, its description and the API's document are made anew and compared
 * with the committed files. `--write` replaces those.
 */
const write = process.argv.includes("--write");
const dataDir = ".cache/drift";

const main = async (): Promise<void> => {
  mkdirSync(dataDir, { recursive: true });
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  const log = pino({ level: "silent" });
  const ctx = createContext({ config: readConfig({}), databaseUrl: postgres.url, secretsKey: Buffer.alloc(32), log });
  try {
    await dropEverything(ctx.pool);
    await migrate(ctx.db, ctx.pool);
    const drifted = [
      keep("src/db/schema.ts", databaseTypes(postgres.url)),
      keep("src/db/schema.sql", await describeSchema(ctx.pool)),
      keep("docs/openapi.json", `${JSON.stringify(openApiDocument(), null, 2)}\n`),
    ].filter((path) => path !== null);
    if (drifted.length > 0) {
      console.error(`Out of date: ${drifted.join(", ")}. Run: npm run generate`);
      process.exitCode = 1;
    }
  } finally {
    await ctx.db.destroy();
    await postgres.stop();
  }
};

/** An earlier run's tables may be of another version. */
const dropEverything = async (pool: ReturnType<typeof createContext>["pool"]): Promise<void> => {
  await pool.query("drop schema public cascade; create schema public; drop schema if exists graphile_worker cascade");
};

const databaseTypes = (url: string): string => {
  const path = `${dataDir}/schema.ts`;
  const options = ["--config-file", "kysely-codegen.json", "--url", url, "--out-file", path];
  execFileSync("node_modules/.bin/kysely-codegen", options, { stdio: "ignore" });
  return readFileSync(path, "utf8");
};

/** The path when the committed file differs; null when it is true or was written. */
const keep = (path: string, content: string): string | null => {
  if (write) writeFileSync(path, content);
  return readFileSync(path, "utf8") === content ? null : path;
};

await main();
