import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { findAccount } from "./account-states.ts";
import type { ConsoleContext } from "./context.ts";
import { readCookie } from "./cookies.ts";
import { noProductsPage } from "./pages/no-products.ts";
import { preparingPage } from "./pages/preparing.ts";
import { problemPage } from "./pages/problem.ts";
import { productsPage } from "./pages/products.ts";
import { welcomePage } from "./pages/welcome.ts";
import { signInRoutes } from "./sign-in.ts";
import { signOutRoutes } from "./sign-out.ts";
import { standingSession } from "./standing-session.ts";
import { textsFor } from "./texts/choose.ts";
import { formToken } from "./tokens.ts";
import { webhookRoutes } from "./webhook.ts";

const BUILT_FILES = fileURLToPath(new URL("../public/build", import.meta.url));
const FOREVER = "public, max-age=31536000, immutable";
const FORM_BYTES = 16 * 1024;

/** The whole console: health, files, the portal's webhook, sign-in and the one page that it is about. */
export const createApp = (ctx: ConsoleContext): Hono => {
  const app = new Hono();
  app.route("/", healthRoutes(ctx));
  app.route("/", webhookRoutes(ctx));
  app.use(protection(ctx));
  app.use("/assets/*", files());
  app.use(async (c, next) => {
    c.header("cache-control", "no-store");
    await next();
  });
  app.post("*", bodyLimit({ maxSize: FORM_BYTES }));
  app.route("/", signInRoutes(ctx));
  app.route("/", signOutRoutes(ctx));
  app.get("/", (c) => products(ctx, c));
  app.notFound((c) => c.html(problemPage(textsFor(c), { problem: "not_found", issuer: ctx.config.issuer }), 404));
  app.onError((error, c) => answerFault(ctx, error, c));
  return app;
};

/** What a session sees is decided by its account alone. */
const products = async (ctx: ConsoleContext, c: Context) => {
  const { issuer } = ctx.config;
  const session = await standingSession(ctx, readCookie(c, "console_session") ?? "");
  if (!session) return c.html(welcomePage(textsFor(c), { issuer, signedOut: false }));
  const texts = textsFor(c, session);
  const frame = { issuer, viewer: { ...session, csrf: formToken(session.token) } };
  const account = await findAccount(ctx.database, session.accountId);
  if (account) return c.html(productsPage(texts, { ...frame, account, now: new Date() }));
  return c.html(session.entitlementsVersion === 0 ? noProductsPage(texts, frame) : preparingPage(texts, frame));
};

const healthRoutes = (ctx: ConsoleContext) =>
  new Hono()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const reason = ctx.stopping ? "The console is stopping." : await databaseFault(ctx);
      return reason === null ? c.json({ status: "ready" }) : c.json({ status: "not_ready", reason }, 503);
    });

const databaseFault = async (ctx: ConsoleContext): Promise<string | null> => {
  try {
    await ctx.database.query("select 1");
    return null;
  } catch {
    return "The database does not answer.";
  }
};

/** Built files carry a hash of their content in their names. */
const files = () =>
  serveStatic({
    root: BUILT_FILES,
    rewriteRequestPath: (path) => path.replace(/^\/assets/, ""),
    onFound: (_path, c) => c.header("cache-control", FOREVER),
  });

/** No script at all, no inline style, no frame. The sign-out form leads on to the portal, so that one may be a target. */
const protection = ({ config }: ConsoleContext) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      formAction: ["'self'", new URL(config.issuer).origin],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    referrerPolicy: "same-origin",
    strictTransportSecurity: config.url.startsWith("https:") && "max-age=31536000; includeSubDomains",
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });

const answerFault = (ctx: ConsoleContext, error: Error, c: Context) => {
  if (error instanceof HTTPException && error.status < 500) return error.getResponse();
  const reference = randomUUID();
  ctx.log.error({ err: error, reference, method: c.req.method, path: c.req.path }, "request.failed");
  if (c.req.path.startsWith("/hooks/")) return c.json({ reason: "fault", reference }, 500);
  return c.html(problemPage(textsFor(c), { problem: "fault", issuer: ctx.config.issuer, reference }), 500);
};
