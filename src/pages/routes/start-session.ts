import { beginSession } from "../../actions/begin-session.ts";
import { endSession } from "../../actions/end-session.ts";
import type { Context } from "../../context.ts";
import { writeCookie } from "../../http/cookies.ts";
import { rememberBrowser } from "../../http/known-browser.ts";
import type { PortalRequest } from "../../http/visit.ts";

/** Signs the user in to this browser. A session that it had ends: a browser has one account at a time. */
export const startSession = async (ctx: Context, c: PortalRequest, userId: string): Promise<void> => {
  const token = await beginSession(ctx, userId, c.req.header("user-agent") ?? "");
  await replaceSession(ctx, c, userId, token);
};

/** Gives the browser the session of this token, and remembers whom it signed in. */
export const replaceSession = async (ctx: Context, c: PortalRequest, userId: string, token: string): Promise<void> => {
  const { viewer } = c.get("visit");
  if (viewer) await endSession(ctx, viewer.sessionId);
  writeCookie(c, ctx.config.publicUrl, "anykey_session", token);
  rememberBrowser(ctx, c, userId);
};
