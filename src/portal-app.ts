import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { fileURLToPath } from "node:url";
import { createApi } from "./api/app.ts";
import { createApiDocs } from "./api/docs.ts";
import type { Context } from "./context.ts";
import { beginVisit } from "./http/begin-visit.ts";
import { errorHandler, NotFound } from "./http/error-handler.ts";
import { formProtection } from "./http/form-protection.ts";
import { healthRoutes, type Readiness } from "./http/health.ts";
import { createMetrics } from "./http/metrics.ts";
import { pageMethods } from "./http/page-methods.ts";
import { createRateLimits, type RateLimits } from "./http/rate-limits.ts";
import { requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import type { PortalEnv } from "./http/visit.ts";
import { openidRoutes } from "./oidc/routes.ts";
import { accountAuthenticatorRoutes } from "./pages/routes/account-authenticator.ts";
import { accountSecurityRoutes } from "./pages/routes/account-security.ts";
import { accountActivityRoutes } from "./pages/routes/account-activity.ts";
import { accountEmailRoutes } from "./pages/routes/account-email.ts";
import { accountExportRoutes } from "./pages/routes/account-export.ts";
import { accountInvitationsRoutes } from "./pages/routes/account-invitations.ts";
import { accountProfileRoutes } from "./pages/routes/account-profile.ts";
import { accountRequestsRoutes } from "./pages/routes/account-requests.ts";
import { accountUsersRoutes } from "./pages/routes/account-users.ts";
import { invitationRoutes } from "./pages/routes/invitation.ts";
import { accountRoutes } from "./pages/routes/account.ts";
import { activationRoutes } from "./pages/routes/activation.ts";
import { confirmRoutes } from "./pages/routes/confirm.ts";
import { consoleRoutes } from "./pages/routes/console.ts";
import { emailRoutes } from "./pages/routes/email.ts";
import { forgottenRoutes } from "./pages/routes/forgotten.ts";
import { informationRoutes } from "./pages/routes/information.ts";
import { landingRoutes } from "./pages/routes/landing.ts";
import { passkeySignInRoutes } from "./pages/routes/passkey-sign-in.ts";
import { expiryMailsRoutes, oneClickRoutes } from "./pages/routes/expiry-mails.ts";
import { licenseRoutes } from "./pages/routes/license.ts";
import { refusalRoutes } from "./pages/routes/refusal.ts";
import { registerRoutes } from "./pages/routes/register.ts";
import { reviewRoutes } from "./pages/routes/review.ts";
import { productsRoutes } from "./pages/routes/products.ts";
import { resetPasswordRoutes } from "./pages/routes/reset-password.ts";
import { secondFactorRoutes } from "./pages/routes/second-factor.ts";
import { signInCodeRoutes } from "./pages/routes/sign-in-code.ts";
import { signInRoutes } from "./pages/routes/sign-in.ts";
import { verifyRoutes } from "./pages/routes/verify.ts";

const BUILT_FILES = fileURLToPath(new URL("../public/build", import.meta.url));
const FOREVER = "public, max-age=31536000, immutable";
const FORM_BYTES = 256 * 1024;

/** The whole portal: health, files, vendor API and pages. */
export const createPortalApp = (ctx: Context, readiness: Readiness): Hono<PortalEnv> => {
  const metrics = createMetrics(ctx);
  const app = new Hono<PortalEnv>();
  app.route("/", healthRoutes(ctx, readiness, metrics));
  app.use(requestLog(ctx, metrics));
  app.use(securityHeaders(ctx.config.publicUrl, ctx.config.consoleUrl));
  app.use("/assets/*", files());
  app.route("/api/v1", createApi(ctx));
  app.route("/api/docs", createApiDocs());
  const limits = createRateLimits(ctx);
  if (ctx.config.consoleUrl !== undefined) app.route("/", openidRoutes(ctx, limits));
  app.route("/", pages(ctx, limits));
  app.notFound(() => {
    throw new NotFound();
  });
  app.onError(errorHandler(ctx));
  return app;
};

/** Built files carry a hash of their content in their names. */
const files = () =>
  serveStatic({
    root: BUILT_FILES,
    rewriteRequestPath: (path) => path.replace(/^\/assets/, ""),
    onFound: (_path, c) => c.header("cache-control", FOREVER),
  });

const pages = (ctx: Context, limits: RateLimits): Hono<PortalEnv> => {
  const routes = new Hono<PortalEnv>();
  // Asking a GET for its body would build a whole Request for it.
  routes.post("*", bodyLimit({ maxSize: FORM_BYTES }));
  routes.route("/", oneClickRoutes(ctx));
  routes.use(beginVisit(ctx), pageMethods(routes), formProtection(ctx));
  routes.route("/", landingRoutes(ctx, limits));
  routes.route("/", activationRoutes(ctx, limits));
  routes.route("/", emailRoutes(ctx, limits));
  routes.route("/", verifyRoutes(ctx, limits));
  routes.route("/", confirmRoutes(ctx));
  routes.route("/", reviewRoutes(ctx));
  routes.route("/", registerRoutes(ctx, limits));
  routes.route("/", refusalRoutes(ctx, limits));
  routes.route("/", signInRoutes(ctx, limits));
  routes.route("/", consoleRoutes(ctx));
  routes.route("/", signInCodeRoutes(ctx, limits));
  routes.route("/", secondFactorRoutes(ctx, limits));
  routes.route("/", passkeySignInRoutes(ctx, limits));
  routes.route("/", forgottenRoutes(ctx, limits));
  routes.route("/", resetPasswordRoutes(ctx, limits));
  routes.route("/", productsRoutes(ctx));
  routes.route("/", accountRoutes(ctx));
  routes.route("/", accountSecurityRoutes(ctx));
  routes.route("/", accountAuthenticatorRoutes(ctx));
  routes.route("/", licenseRoutes(ctx));
  routes.route("/", expiryMailsRoutes(ctx));
  routes.route("/", accountActivityRoutes(ctx));
  routes.route("/", accountEmailRoutes(ctx, limits));
  routes.route("/", accountExportRoutes(ctx));
  routes.route("/", accountInvitationsRoutes(ctx, limits));
  routes.route("/", accountProfileRoutes(ctx));
  routes.route("/", accountRequestsRoutes(ctx, limits));
  routes.route("/", accountUsersRoutes(ctx));
  routes.route("/", invitationRoutes(ctx, limits));
  routes.route("/", informationRoutes(ctx));
  return routes;
};
