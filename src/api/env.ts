import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import type { IdempotencyClaim } from "../db/idempotency-keys.ts";

export type ApiEnv = {
  Variables: {
    apiKey: { id: string; name: string; scopes: string[] };
    /** Set where the portal logs the request under it. */
    requestId?: string;
    /** Set where the request came with an Idempotency-Key. */
    claim?: IdempotencyClaim;
  };
};

export type Api = OpenAPIHono<ApiEnv>;

/** Who acts, for the audit feed. */
export const actorOf = (c: HonoContext<ApiEnv>): string => `api_key:${c.get("apiKey").id}`;
