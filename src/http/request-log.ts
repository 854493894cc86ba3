import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { Context } from "../context.ts";
import type { Metrics } from "./metrics.ts";
import type { PortalEnv, PortalRequest } from "./visit.ts";

/** One line a request. It names the route, never the address: a link's token or an activation code may stand there. */
export const requestLog = (ctx: Context, metrics: Metrics) =>
  createMiddleware<PortalEnv>(async (c, next) => {
    const begun = performance.now();
    c.set("requestId", ctx.newId());
    await next();
    const seconds = (performance.now() - begun) / 1000;
    const facts = { method: c.req.method, route: routeOf(c), status: statusOf(c) };
    metrics.requestSeconds.observe(facts, seconds);
    ctx.log.info({ ...facts, requestId: c.get("requestId"), ms: Math.round(seconds * 1000) }, "request.answered");
  });

/** Of an answer that the OpenID provider has sent itself, only the connection knows it. */
const statusOf = (c: PortalRequest): number =>
  c.res.headers.has("x-hono-already-sent") ? c.env.outgoing.statusCode : c.res.status;

/** The handler's route, past the middleware's `*`. */
const routeOf = (c: PortalRequest): string =>
  matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"))?.path ?? "none";
