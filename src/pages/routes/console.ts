import { Hono } from "hono";
import { retryProvisioning } from "../../actions/retry-provisioning.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../http/error-handler.ts";
import type { PortalEnv } from "../../http/visit.ts";

/** How far the account's console is, for the island that waits, and another round of tries for a customer. */
export const consoleRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get("/console/state", (c) => {
      const { viewer } = c.get("visit");
      if (!viewer?.console) throw new NotFound();
      return c.text(viewer.console.state);
    })
    .post("/console/try-again", async (c) => {
      const { viewer } = c.get("visit");
      if (!viewer) return c.redirect("/sign-in", 303);
      await retryProvisioning(ctx, viewer.accountId);
      return c.redirect("/products", 303);
    });
