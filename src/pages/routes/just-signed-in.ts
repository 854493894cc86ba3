import { createMiddleware } from "hono/factory";
import type { Context } from "../../context.ts";
import type { PortalEnv, PortalRequest, SignedIn } from "../../http/visit.ts";
import { signedInJustNow } from "../../policy/session.ts";
import type { SignInTarget } from "../../policy/sign-in-target.ts";

/** Lets only somebody on who signed in just now; others sign in again first and come back to the page. */
export const justSignedIn = (ctx: Context, page: SignInTarget = "account") =>
  createMiddleware<PortalEnv>(async (c, next) => {
    const { viewer } = c.get("visit");
    if (!viewer || !signedInJustNow(viewer, ctx.now())) return c.redirect(signInPathTo(page), 303);
    await next();
  });

/** Lets only somebody on who is signed in. */
export const signedInTo = (page: SignInTarget) =>
  createMiddleware<PortalEnv>(async (c, next) => {
    if (!c.get("visit").viewer) return c.redirect(signInPathTo(page), 303);
    await next();
  });

const signInPathTo = (page: SignInTarget): string => `/sign-in?${new URLSearchParams({ to: page })}`;

/** The person of a route that only signed-in people reach. */
export const viewerOf = (c: PortalRequest): SignedIn => {
  const { viewer } = c.get("visit");
  if (!viewer) throw new Error("A page for signed-in people was reached by somebody else.");
  return viewer;
};
