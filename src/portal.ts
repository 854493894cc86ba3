import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { getRequestListener } from "@hono/node-server";
import { ensureApiKey } from "./actions/ensure-api-key.ts";
import { readConfig } from "./config.ts";
import type { Context } from "./context.ts";
import type { Readiness } from "./http/health.ts";
import { listen } from "./listen.ts";
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
  await listen(server, { host: ctx.config.host, port: ctx.config.port, setting: "PORT" });
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
    return runtime.ctx.log;
  });

const stop = async (server: Server, readiness: Readiness): Promise<void> => {
  readiness.reason = "The portal is stopping.";
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
};
