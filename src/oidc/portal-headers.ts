import { Hono } from "hono";
import type { Context } from "../context.ts";
import { securityHeaders } from "../http/security-headers.ts";

/** The security headers of the portal's own pages: the provider writes its answers past the portal's middleware. */
export const portalHeaders = async ({ config }: Context): Promise<[string, string][]> => {
  const asked = new Hono().use(securityHeaders(config.publicUrl, config.consoleUrl)).get("/", (c) => c.body(null));
  return [...(await asked.request("/")).headers, ["cache-control", "no-store"]];
};
