import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import type { Context } from "../context.ts";
import { AWAY_SECONDS, whyDatabaseAway } from "../database-away.ts";
import { serveAccounts } from "./accounts.ts";
import { openApiDocument } from "./document.ts";
import type { ApiEnv } from "./env.ts";
import { serveEvents } from "./events.ts";
import { serveLicenses } from "./licenses.ts";
import { serveOrderList } from "./order-list.ts";
import { serveOrders } from "./orders.ts";
import { problem } from "./problem.ts";
import { refuseNowhere } from "./refuse-nowhere.ts";
import { refuseQuery } from "./refuse-faults.ts";

/** The vendor API (CONTRACT, HTTP, vendor API), to be mounted at /api/v1. */
export const createApi = (ctx: Context): OpenAPIHono<ApiEnv> => {
  const api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseQuery });
  api.use(async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  });
  api.use(refuseNowhere);
  api.get("/openapi.json", (c) => c.json(openApiDocument()));
  serveOrders(api, ctx);
  serveOrderList(api, ctx);
  serveAccounts(api, ctx);
  serveLicenses(api, ctx);
  serveEvents(api, ctx);
  api.onError((err, c) => {
    if (err instanceof HTTPException && err.status === 415)
      return problem(c, "unsupported_media_type", { detail: "Expected Content-Type: application/json." });
    const reference = c.get("requestId") ?? ctx.newId();
    ctx.log.error({ err, reference }, "request.failed");
    if (whyDatabaseAway(err)) {
      const detail = "The database is away for the moment. Send the request again.";
      return problem(c, "unavailable", { detail, reference }, { "retry-after": String(AWAY_SECONDS) });
    }
    const detail = "This failed for a fault of ours; name the reference to us.";
    return problem(c, "internal_error", { detail, reference });
  });
  return api;
};
