import { errors, type KoaContextWithOIDC } from "oidc-provider";
import { endSession } from "../actions/end-session.ts";
import type { Context } from "../context.ts";
import { renderError } from "./error-page.ts";
import { paths } from "./paths.ts";
import { viewerOf } from "./portal-visits.ts";

type Next = () => Promise<unknown>;

/** What the provider does otherwise than the portal would: pages with inline script, and faults as bare text. */
export const portalManners = (ctx: Context) => async (koa: KoaContextWithOIDC, next: Next) => {
  try {
    if (wantsScript(koa)) return await refuse(ctx, koa);
    await next();
    if (koa.oidc?.route === "discovery") koa.body = { ...Object(koa.body), response_modes_supported: ["query"] };
    if (koa.oidc?.route === "end_session") leaveAtOnce(ctx, koa);
    if (koa.oidc?.route === "end_session_confirm") await endPortalSession(ctx, koa);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    koa.app.emit("server_error", koa, error);
    koa.status = 500;
    await renderError(ctx, koa, error);
  }
};

/** An answer as a form that sends itself needs inline script, which no page of the portal has. */
const wantsScript = (koa: KoaContextWithOIDC): boolean =>
  koa.path === paths.authorization && ![undefined, "query"].includes(koa.query.response_mode as string | undefined);

const refuse = async (ctx: Context, koa: KoaContextWithOIDC): Promise<void> => {
  koa.status = 400;
  await renderError(ctx, koa, new errors.UnsupportedResponseMode());
};

/** Nobody is signed in here: there is nothing to ask, so the way leads back to the console at once. */
const leaveAtOnce = (ctx: Context, koa: KoaContextWithOIDC): void => {
  const { session } = koa.oidc;
  if (koa.status !== 200 || !session || session.accountId !== undefined) return;
  const { postLogoutRedirectUri, state } = session.state ?? {};
  session.state = undefined;
  const back = new URL(typeof postLogoutRedirectUri === "string" ? postLogoutRedirectUri : ctx.config.publicUrl);
  if (typeof state === "string") back.searchParams.set("state", state);
  koa.status = 303;
  koa.redirect(back.href);
};

const endPortalSession = async (ctx: Context, koa: KoaContextWithOIDC): Promise<void> => {
  const viewer = viewerOf(koa);
  if (viewer && koa.status === 303 && koa.oidc.params?.logout !== undefined) await endSession(ctx, viewer.sessionId);
};
