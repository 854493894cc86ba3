import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Runtime } from "../../src/runtime.ts";
import { type Settings, SMALL_HEAP, startNode, stopNode } from "../activation/processes.ts";

const ISSUER = "http://127.0.0.1:3000";

export type Process = { stop(): Promise<void> };

/** The shipped console as a process of its own, on the bench's database. */
export const startConsole = async ({ ctx, databaseUrl }: Runtime, port: number): Promise<Process> => {
  const child = fork(join(import.meta.dirname, "../../console/main.ts"), {
    execArgv: SMALL_HEAP,
    env: {
      CONSOLE_PORT: String(port),
      PUBLIC_URL: ISSUER,
      CONSOLE_DATABASE_URL: databaseUrl,
      CONSOLE_CLIENT_SECRET: ctx.secrets.consoleClientSecret,
      CONSOLE_WEBHOOK_SECRETS: ctx.secrets.consoleWebhookSecret,
      LOG_LEVEL: "warn",
    },
  });
  await once(child, "message");
  return { stop: () => stopNode(child) };
};

/** A worker as in production. No mail goes out in this bench: its server is nowhere. */
export const startWorker = (dataDir: string, consoleUrl: string): Process => {
  const settings: Settings = {
    DATA_DIR: dataDir,
    CONSOLE_URL: consoleUrl,
    SMTP_URL: "smtp://127.0.0.1:1",
    LOG_LEVEL: "error",
  };
  const child = startNode("bin/anykey.js", ["worker"], settings);
  return { stop: () => stopNode(child) };
};
