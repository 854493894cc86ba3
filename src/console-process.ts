import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ConfigError } from "./config.ts";
import type { Context } from "./context.ts";
import { keepRunning, type Running } from "./keep-running.ts";

const REST_MS = 2_000;
const MAIN = join(import.meta.dirname, "../console/main.ts");
/** As `npm start` runs Node (docs/operations.md, Memory). */
const SMALL_HEAP = ["--max-semi-space-size=4", "--max-old-space-size=512"];

/** Runs the shipped console as a process of its own, and begins it again when it dies. */
export const startConsoleProcess = async (
  { config, secrets, log }: Context,
  databaseUrl: string,
): Promise<{ stop(): Promise<void> }> => {
  const settings = {
    ...config.forChildren,
    HOST: config.host,
    CONSOLE_PORT: String(config.consolePort),
    CONSOLE_URL: config.consoleUrl,
    PUBLIC_URL: config.publicUrl,
    CONSOLE_DATABASE_URL: databaseUrl,
    CONSOLE_CLIENT_SECRET: config.consoleClientSecret ?? secrets.consoleClientSecret,
    CONSOLE_WEBHOOK_SECRETS: (config.consoleWebhookSecrets ?? [secrets.consoleWebhookSecret]).join(","),
    LOG_LEVEL: config.logLevel,
  };
  return keepRunning(
    () => begin(settings),
    (error) => log.error({ err: error }, "console.ended"),
    REST_MS,
  );
};

const begin = async (env: Record<string, string | undefined>): Promise<Running> => {
  const child = fork(MAIN, { env, execArgv: SMALL_HEAP, stdio: ["ignore", "inherit", "pipe", "ipc"] });
  let told = "";
  child.stderr?.on("data", (text: Buffer) => {
    told += text.toString();
  });
  const exited = once(child, "exit");
  const ready = once(child, "message").then(() => true);
  if (!(await Promise.race([ready, exited.then(() => false)]))) {
    throw new ConfigError(told.trim() || "The console ended while it started.");
  }
  return {
    over: exited.then(([code]) => Promise.reject(new Error(`The console ended with code ${code}. ${told}`.trim()))),
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
};
