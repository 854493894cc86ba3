import { endSession } from "../../actions/end-session.ts";
import { type SignInProof, signInBy, type SigningBrowser } from "../../actions/finish-sign-in.ts";
import type { Context } from "../../context.ts";
import { writeCookie } from "../../http/cookies.ts";
import { knownBrowser, rememberBrowser } from "../../http/known-browser.ts";
import type { PortalRequest } from "../../http/visit.ts";

/** Signs the user in to this browser. A session that it had ends: a browser has one account at a time. */
export const startSession = async (
  ctx: Context,
  c: PortalRequest,
  userId: string,
  by: SignInProof["by"],
): Promise<void> => {
  const token = await signInBy(ctx, userId, by, signingBrowser(ctx, c));
  await replaceSession(ctx, c, userId, token);
};

export const signingBrowser = (ctx: Context, c: PortalRequest): SigningBrowser => ({
  userAgent: c.req.header("user-agent") ?? "",
  knows: knownBrowser(ctx, c).knows,
});

/** Gives the browser the session of this token, and remembers whom it signed in. */
export const replaceSession = async (ctx: Context, c: PortalRequest, userId: string, token: string): Promise<void> => {
  const { viewer } = c.get("visit");
  if (viewer) await endSession(ctx, viewer.sessionId);
  writeCookie(c, ctx.config.publicUrl, "anykey_session", token);
  rememberBrowser(ctx, c, userId);
};
