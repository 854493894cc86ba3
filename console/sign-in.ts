import { type Context, Hono } from "hono";
import * as openid from "openid-client";
import type { ConsoleContext } from "./context.ts";
import { readCookie, removeCookie, writeCookie } from "./cookies.ts";
import { type Person, personClaims } from "./person.ts";
import { problemPage, type SignInProblem } from "./pages/problem.ts";
import { deleteSession, insertSession, type SessionTokens } from "./sessions.ts";
import { sameText } from "./tokens.ts";
import { textsFor } from "./texts/choose.ts";

type Attempt = { state: string; nonce: string; verifier: string };
type Outcome = { ok: true; person: Person; tokens: SessionTokens } | { ok: false; problem: SignInProblem };

/** The portal sends its users to /sign-in, and the console sends them back to the portal to learn who they are. */
export const signInRoutes = (ctx: ConsoleContext) =>
  new Hono()
    .get("/sign-in", async (c) => {
      if (c.req.query("iss") !== ctx.config.issuer) return refuse(ctx, c, "stranger");
      const attempt = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
      };
      const address = await authorizationAddress(ctx, attempt);
      if (!address) return refuse(ctx, c, "portal_away");
      writeCookie(c, ctx.config.url, "console_sign_in", [attempt.state, attempt.nonce, attempt.verifier].join("."));
      return c.redirect(address.href, 302);
    })
    .get("/callback", async (c) => {
      const attempt = attemptOf(readCookie(c, "console_sign_in"));
      // The cookie stays: a later sign-in that is on its way in another tab may own it.
      if (!attempt || !sameText(c.req.query("state") ?? "", attempt.state)) return refuse(ctx, c, "interrupted");
      removeCookie(c, "console_sign_in");
      const outcome = await redeem(ctx, new URL(c.req.url).search, attempt);
      if (!outcome.ok) return refuse(ctx, c, outcome.problem);
      await deleteSession(ctx.database, readCookie(c, "console_session") ?? "");
      const token = await insertSession(ctx.database, outcome.person, outcome.tokens);
      writeCookie(c, ctx.config.url, "console_session", token);
      ctx.log.info({ userId: outcome.person.userId, accountId: outcome.person.accountId }, "sign_in.completed");
      return c.redirect("/", 302);
    });

/** Null when the portal cannot be asked where its users sign in. */
const authorizationAddress = async (ctx: ConsoleContext, attempt: Attempt): Promise<URL | null> => {
  const portal = await ctx.portal().catch((error) => {
    ctx.log.warn({ code: codeOf(error) }, "portal.not_discovered");
    return null;
  });
  return (
    portal &&
    openid.buildAuthorizationUrl(portal, {
      redirect_uri: `${ctx.config.url}/callback`,
      scope: "openid profile email account",
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: "S256",
    })
  );
};

const attemptOf = (cookie: string | undefined): Attempt | null => {
  const [state, nonce, verifier] = cookie?.split(".") ?? [];
  return state && nonce && verifier ? { state, nonce, verifier } : null;
};

/** Exchanges the code for tokens, which openid-client checks, and reads from them who this is. */
const redeem = async (ctx: ConsoleContext, search: string, attempt: Attempt): Promise<Outcome> => {
  try {
    const portal = await ctx.portal();
    // Behind a proxy the request's own address is not the one that the portal knows.
    const tokens = await openid.authorizationCodeGrant(portal, new URL(`${ctx.config.url}/callback${search}`), {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
    });
    const claims = tokens.claims();
    if (!claims || !tokens.id_token) throw new Error("The portal sent no ID token.");
    const info = await openid.fetchUserInfo(portal, tokens.access_token, claims.sub);
    const person = personClaims.parse({ ...claims, ...info });
    return { ok: true, person, tokens: { idToken: tokens.id_token, accessToken: tokens.access_token } };
  } catch (error) {
    ctx.log.warn({ err: error, code: codeOf(error) }, "sign_in.failed");
    return { ok: false, problem: problemOf(error) };
  }
};

const problemOf = (error: unknown): SignInProblem => {
  if (error instanceof openid.AuthorizationResponseError) return "refused";
  if (error instanceof openid.ResponseBodyError && error.error === "invalid_grant") return "interrupted";
  const unanswered = error instanceof TypeError || codeOf(error) === "OAUTH_TIMEOUT";
  return unanswered ? "portal_away" : "failed";
};

const codeOf = (error: unknown): string => {
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError)
    return error.error;
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
};

const statuses = { stranger: 400, interrupted: 400, refused: 403, failed: 502, portal_away: 503 } as const;

const refuse = (ctx: ConsoleContext, c: Context, problem: SignInProblem) =>
  c.html(problemPage(textsFor(c), { problem, issuer: ctx.config.issuer }), statuses[problem]);
