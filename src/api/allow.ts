import { createMiddleware } from "hono/factory";
import type { Context } from "../context.ts";
import { findApiKey } from "../db/api-keys.ts";
import type { ApiScope } from "../policy/permissions.ts";
import { hashToken } from "../secrets.ts";
import type { ApiEnv } from "./env.ts";
import { problem } from "./problem.ts";

/** Lets an API key in that has the scope. */
export const allow = (ctx: Context, scope: ApiScope) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const token = /^Bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const apiKey = token === undefined ? undefined : await findApiKey(ctx.db, hashToken(token));
    if (!apiKey) {
      const detail =
        token === undefined ? "Send an API key as Authorization: Bearer KEY." : "This API key is unknown or revoked.";
      return problem(
        c,
        "unauthenticated",
        { detail: `${detail} This request needs the scope ${scope}.` },
        { "www-authenticate": "Bearer" },
      );
    }
    if (!apiKey.scopes.includes(scope)) {
      const challenge = `Bearer error="insufficient_scope", scope="${scope}"`;
      return problem(
        c,
        "missing_scope",
        { detail: `This API key lacks the scope ${scope}.` },
        { "www-authenticate": challenge },
      );
    }
    c.set("apiKey", apiKey);
    await next();
  });
