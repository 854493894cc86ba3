import { Hono } from "hono";
import type { Context } from "../context.ts";
import { hasNewestSchema, SCHEMA_MISSING } from "../db/migrate.ts";
import type { Metrics } from "./metrics.ts";

/** Whether the process can serve: false while it starts or stops, with the reason. */
export type Readiness = { reason: string | null };

export const healthRoutes = (ctx: Context, readiness: Readiness, metrics: Metrics) =>
  new Hono()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const reason = readiness.reason ?? (await databaseFault(ctx));
      return reason === null ? c.json({ status: "ready" }) : c.json({ status: "not_ready", reason }, 503);
    })
    .get("/metrics", async (c) =>
      c.text(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType }),
    );

const databaseFault = async (ctx: Context): Promise<string | null> => {
  try {
    return (await hasNewestSchema(ctx.db)) ? null : SCHEMA_MISSING;
  } catch {
    return "The database does not answer.";
  }
};
