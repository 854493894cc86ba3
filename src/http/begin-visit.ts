import { createMiddleware } from "hono/factory";
import type { Context } from "../context.ts";
import { findSessionByToken, markSessionSeen } from "../db/sessions.ts";
import { chooseLanguage, isLanguage } from "../messages/translate.ts";
import { brandFor } from "../pages/brands.ts";
import { isSeenLongAgo, sessionStands } from "../policy/session.ts";
import { hashToken, randomToken } from "../secrets.ts";
import { clientAddress } from "./client-address.ts";
import { readCookie, removeCookie, writeCookie } from "./cookies.ts";
import type { PortalEnv, PortalRequest, SignedIn, Visit } from "./visit.ts";

/** Knows the browser, its language and brand, and who is signed in. A page about somebody's order is never stored. */
export const beginVisit = (ctx: Context) =>
  createMiddleware<PortalEnv>(async (c, next) => {
    const visit: Visit = {
      browserToken: browserToken(ctx, c),
      language: language(ctx, c),
      brand: brandFor(brandCode(ctx, c)),
      viewer: null,
      clientAddress: clientAddress(c, ctx.config.trustedProxies),
    };
    // Known before the database is asked: the page that tells of its fault is in the customer's language.
    c.set("visit", visit);
    visit.viewer = await signedIn(ctx, c);
    c.header("cache-control", "no-store");
    await next();
  });

const browserToken = (ctx: Context, c: PortalRequest): string => {
  const known = readCookie(c, "anykey_browser");
  if (known) return known;
  const made = randomToken();
  writeCookie(c, ctx.config.publicUrl, "anykey_browser", made);
  return made;
};

const language = (ctx: Context, c: PortalRequest) => {
  const wished = c.req.query("lang");
  const chosen = chooseLanguage({
    cookie: isLanguage(wished) ? wished : readCookie(c, "anykey_language"),
    acceptLanguage: c.req.header("accept-language"),
  });
  if (wished === chosen) writeCookie(c, ctx.config.publicUrl, "anykey_language", chosen);
  return chosen;
};

const brandCode = (ctx: Context, c: PortalRequest): string | undefined => {
  const asked = c.req.query("T");
  if (asked === undefined) return readCookie(c, "anykey_brand");
  const { code } = brandFor(asked);
  writeCookie(c, ctx.config.publicUrl, "anykey_brand", code);
  return code;
};

const signedIn = async (ctx: Context, c: PortalRequest): Promise<SignedIn | null> => {
  const token = readCookie(c, "anykey_session");
  if (!token) return null;
  const session = await findSessionByToken(ctx.db, hashToken(token));
  const now = ctx.now();
  if (!session || !sessionStands(session, now)) {
    removeCookie(c, "anykey_session");
    return null;
  }
  if (isSeenLongAgo(session, now)) await markSessionSeen(ctx.db, session.id, now);
  const { id: sessionId, beganAt, userId, accountId, email, company, timeZone, role, emailVerifiedAt } = session;
  const console = consoleOf(ctx, session);
  return { sessionId, beganAt, userId, accountId, email, company, timeZone, role, emailVerifiedAt, console };
};

type KnownSession = NonNullable<Awaited<ReturnType<typeof findSessionByToken>>>;

const consoleOf = (ctx: Context, session: KnownSession): SignedIn["console"] => {
  const { consoleState: state, consoleRegion: region, consoleSince: since } = session;
  if (ctx.config.consoleUrl === undefined || state === null || region === null || since === null) return null;
  return { state, region, since };
};
