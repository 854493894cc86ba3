import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "./app.ts";
import { requireAssets } from "./assets.ts";
import { ConfigError, type ConsoleConfig, isLocalHttp } from "./config.ts";
import type { ConsoleContext } from "./context.ts";
import { createSchema, openDatabase } from "./database.ts";
import { createLog } from "./log.ts";
import { createPortalClient } from "./portal-client.ts";

/** How long running requests may take to end once the console stops. */
const DRAIN_MS = 5_000;

export type RunningConsole = { url: string; stop(): Promise<void> };

/** Starts the console: it can serve when this resolves. The portal need not run yet. */
export const startConsole = async (config: ConsoleConfig): Promise<RunningConsole> => {
  requireAssets();
  const log = createLog(config.logLevel);
  const database = openDatabase(config.databaseUrl);
  const ctx: ConsoleContext = { config, database, log, portal: createPortalClient(config), stopping: false };
  const server = createServer(getRequestListener(createApp(ctx).fetch));
  try {
    await createSchema(database);
    await listen(server, config);
  } catch (error) {
    await database.end();
    throw error;
  }
  if (config.issuer.startsWith("http:") && !isLocalHttp(config.issuer)) {
    log.warn("The portal's address has no encryption: whoever is between can sign in as anybody. Use https.");
  }
  log.info({ url: config.url, issuer: config.issuer }, "console.started");
  return {
    url: config.url,
    stop: async () => {
      ctx.stopping = true;
      await drain(server);
      await database.end();
      log.info("console.stopped");
    },
  };
};

const listen = async (server: Server, { host, port }: ConsoleConfig): Promise<void> => {
  server.listen(port, host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(portFault(error, host, port), { cause: error });
  });
};

const portFault = (error: NodeJS.ErrnoException, host: string, port: number): string => {
  if (error.code === "EADDRINUSE")
    return `CONSOLE_PORT ${port} is in use by another program. Stop that program, or set CONSOLE_PORT to a free port.`;
  if (error.code === "EACCES")
    return `CONSOLE_PORT ${port} needs rights that this user lacks. Set CONSOLE_PORT above 1023.`;
  return `The console cannot listen on HOST ${host}, CONSOLE_PORT ${port}: ${error.message}`;
};

const drain = async (server: Server): Promise<void> => {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
};
