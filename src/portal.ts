import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { getRequestListener } from "@hono/node-server";
import { ensureApiKey } from "./actions/ensure-api-key.ts";
import { ConfigError, readConfig } from "./config.ts";
import type { Context } from "./context.ts";
import type { Readiness } from "./http/health.ts";
import { createPortalApp } from "./portal-app.ts";
import { openRuntime } from "./runtime.ts";
import { runUntilSignal } from "./run-until-signal.ts";

/** How long running requests may take to end once the portal stops. */
const DRAIN_MS = 10_000;

const HEADERS_MS = 20_000;
const SILENCE_MS = 120_000;

export type Portal = { stop(): Promise<void> };

/** Serves the portal on HOST and PORT. It answers /healthz at once and is ready when this resolves. */
export const startPortal = async (ctx: Context): Promise<Portal> => {
  const readiness: Readiness = { reason: "The portal is starting." };
  const server = createServer(getRequestListener(createPortalApp(ctx, readiness).fetch));
  // A batch may take minutes to send, so no limit on the whole request; a silent connection ends all the same.
  server.requestTimeout = 0;
  server.headersTimeout = HEADERS_MS;
  server.timeout = SILENCE_MS;
  if (ctx.config.apiKey !== undefined) await ensureApiKey(ctx, ctx.config.apiKey);
  await listen(server, ctx);
  readiness.reason = null;
  return { stop: () => stop(server, readiness) };
};

/** The production process `npx anykey portal`. */
export const runPortal = (): Promise<void> =>
  runUntilSignal(async (onStop) => {
    const runtime = await openRuntime({ config: readConfig(), process: "portal" });
    onStop(runtime.close);
    const portal = await startPortal(runtime.ctx);
    onStop(portal.stop);
    runtime.ctx.log.info({ url: runtime.ctx.config.publicUrl }, "portal.started");
  });

const listen = async (server: Server, { config }: Context): Promise<void> => {
  server.listen(config.port, config.host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(portFault(error, config.host, config.port), { cause: error });
  });
};

const portFault = (error: NodeJS.ErrnoException, host: string, port: number): string => {
  if (error.code === "EADDRINUSE")
    return `PORT ${port} is in use by another program. Stop that program, or set PORT to a free port.`;
  if (error.code === "EACCES") return `PORT ${port} needs rights that this user lacks. Set PORT above 1023.`;
  return `The portal cannot listen on HOST ${host}, PORT ${port}: ${error.message}`;
};

const stop = async (server: Server, readiness: Readiness): Promise<void> => {
  readiness.reason = "The portal is stopping.";
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
};
