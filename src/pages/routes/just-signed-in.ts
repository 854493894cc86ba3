import { createMiddleware } from "hono/factory";
import type { Context } from "../../context.ts";
import type { PortalEnv, PortalRequest, SignedIn } from "../../http/visit.ts";
import { signedInJustNow } from "../../policy/session.ts";

/** Lets only somebody on who signed in just now; others sign in again first and come back to the account page. */
export const justSignedIn = (ctx: Context) =>
  createMiddleware<PortalEnv>(async (c, next) => {
    const { viewer } = c.get("visit");
    if (!viewer || !signedInJustNow(viewer, ctx.now())) return c.redirect("/sign-in?to=account", 303);
    await next();
  });

/** The person of a route that only signed-in people reach. */
export const viewerOf = (c: PortalRequest): SignedIn => {
  const { viewer } = c.get("visit");
  if (!viewer) throw new Error("A page for signed-in people was reached by somebody else.");
  return viewer;
};
