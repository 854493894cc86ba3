import { createHash } from "node:crypto";
import type { Context as HonoContext } from "hono";
import { createMiddleware } from "hono/factory";
import { claimIdempotencyKey } from "../actions/claim-idempotency-key.ts";
import { type KeptAnswer, keepAnswer, releaseIdempotencyKey } from "../actions/settle-idempotency-key.ts";
import type { Context } from "../context.ts";
import type { ApiEnv } from "./env.ts";
import { problem } from "./problem.ts";

/** Honours an Idempotency-Key: the request is carried out once, and its answer is told again for 24 hours. */
export const once = (ctx: Context) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const header = c.req.header("idempotency-key");
    if (header === undefined) return next();
    const key = header.replace(/^"(.*)"$/, "$1");
    if (!/^[\x20-\x7e]{1,255}$/.test(key))
      return problem(c, "malformed_idempotency_key", { detail: "Expected 1 to 255 printable ASCII characters." });
    const claimed = await claimIdempotencyKey(ctx, {
      apiKeyId: c.get("apiKey").id,
      key,
      requestDigest: await digestOf(c),
    });
    switch (claimed.is) {
      case "reused":
        return problem(c, "idempotency_key_reused", { detail: "Take a new Idempotency-Key for another request." });
      case "in_flight":
        return problem(
          c,
          "idempotency_key_in_flight",
          { detail: "Ask again in a moment for the answer of the first request." },
          { "retry-after": "1" },
        );
      case "answered":
        return answerAgain(claimed.answer);
    }
    c.set("claim", claimed.claim);
    await next();
    if (c.res.status >= 500) await releaseIdempotencyKey(ctx, claimed.claim);
    else await keepAnswer(ctx, ctx.db, claimed.claim, await answerOf(c.res));
  });

const digestOf = async (c: HonoContext): Promise<Buffer> =>
  createHash("sha256")
    .update(`${c.req.method} ${c.req.path}\n`)
    .update(await c.req.text())
    .digest();

const KEPT_HEADERS = ["content-type", "location"] as const;

const answerOf = async (response: Response): Promise<KeptAnswer> => {
  const headers = KEPT_HEADERS.map((name) => [name, response.headers.get(name)]).filter(([, value]) => value !== null);
  return { status: response.status, headers: Object.fromEntries(headers), body: await response.clone().json() };
};

const answerAgain = ({ status, headers, body }: KeptAnswer): Response =>
  Response.json(body, { status, headers: { ...headers, "idempotency-replayed": "true" } });
