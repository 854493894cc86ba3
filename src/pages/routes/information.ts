import { Hono } from "hono";
import type { Context } from "../../context.ts";
import { frameOf, type PortalEnv, translateFor } from "../../http/visit.ts";
import { accessibilityPage } from "../accessibility.ts";
import { helpPage } from "../help.ts";

/** The pages that say something and ask for nothing. */
export const informationRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get("/help", (c) => c.html(helpPage(translateFor(c), frameOf(ctx, c))))
    .get("/accessibility", (c) => c.html(accessibilityPage(translateFor(c), frameOf(ctx, c))));
