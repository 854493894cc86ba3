import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { readJson } from "./json-syntax.ts";
import { problem } from "./problem.ts";

export const MOST_BYTES = 1024 * 1024;

export const mediaTypeOf = (contentType: string | undefined): string =>
  (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";

const notTooLarge = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (c) => problem(c, "body_too_large", { detail: "Expected a body of at most 1 MB; send more as a batch." }),
});

const isJson = createMiddleware(async (c, next) => {
  if (mediaTypeOf(c.req.header("content-type")) !== "application/json")
    return problem(c, "unsupported_media_type", { detail: "Expected Content-Type: application/json." });
  const parsed = readJson(await c.req.arrayBuffer());
  if (!parsed.ok) return problem(c, "malformed_json", { detail: parsed.detail });
  await next();
});

/** A JSON body of at most 1 MB that can be read. */
export const jsonBody = [notTooLarge, isJson] as const;
