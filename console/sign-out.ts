import { Hono } from "hono";
import * as openid from "openid-client";
import type { ConsoleContext } from "./context.ts";
import { readCookie, removeCookie } from "./cookies.ts";
import { problemPage } from "./pages/problem.ts";
import { welcomePage } from "./pages/welcome.ts";
import { deleteSession, findSession } from "./sessions.ts";
import { textsFor } from "./texts/choose.ts";
import { formToken, sameText } from "./tokens.ts";

/** Ends the session here and then at the portal, which sends the browser back to /signed-out. */
export const signOutRoutes = (ctx: ConsoleContext) =>
  new Hono()
    .post("/sign-out", async (c) => {
      const token = readCookie(c, "console_session") ?? "";
      const session = await findSession(ctx.database, token);
      if (!session) return c.redirect("/signed-out", 303);
      const { csrf } = await c.req.parseBody();
      if (typeof csrf !== "string" || !sameText(csrf, formToken(token)))
        return c.html(problemPage(textsFor(c, session), { problem: "forged", issuer: ctx.config.issuer }), 403);
      await deleteSession(ctx.database, token);
      removeCookie(c, "console_session");
      return c.redirect(await endSessionAddress(ctx, session.idToken), 303);
    })
    .get("/signed-out", (c) => c.html(welcomePage(textsFor(c), { issuer: ctx.config.issuer, signedOut: true })));

/** Where the portal cannot be reached, or has no sign-out of its own, this console's session has ended all the same. */
const endSessionAddress = async (ctx: ConsoleContext, idToken: string): Promise<string> => {
  try {
    return openid.buildEndSessionUrl(await ctx.portal(), {
      id_token_hint: idToken,
      post_logout_redirect_uri: `${ctx.config.url}/signed-out`,
    }).href;
  } catch (error) {
    ctx.log.warn({ err: error }, "portal.sign_out_skipped");
    return "/signed-out";
  }
};
