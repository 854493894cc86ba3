import type { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { NotFound } from "./error-handler.ts";
import type { PortalEnv } from "./visit.ts";

/** A page that does not take the method of a request says which ones it takes, whatever form came along. */
export const pageMethods = (pages: Hono<PortalEnv>) =>
  createMiddleware<PortalEnv>(async (c, next) => {
    const { method, path } = c.req;
    if (method === "GET" || method === "HEAD") return next();
    const taken = ["GET", "POST"].filter((each) => isServed(pages, each, path));
    if (taken.includes(method)) return next();
    if (taken.length === 0) throw new NotFound();
    return c.body(null, 405, { allow: taken.join(", ").replace("GET", "GET, HEAD") });
  });

/** Middleware stands in the router too, for every path. */
const isServed = (pages: Hono<PortalEnv>, method: string, path: string): boolean =>
  pages.router.match(method, path)[0].some(([[, route]]) => !route.path.endsWith("*"));
