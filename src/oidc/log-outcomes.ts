import type { errors, KoaContextWithOIDC, Provider } from "oidc-provider";
import type { Context } from "../context.ts";
import { portalRequest } from "./portal-visits.ts";

/** One line for what the provider refuses, and one with its cause for every fault of ours. */
export const logOutcomes = (ctx: Context, provider: Provider): void => {
  provider.onerror = (err) => ctx.log.error({ err }, "openid.failed");
  provider.on("server_error", (koa, err) => {
    ctx.log.error({ err, reference: portalRequest(koa).get("requestId") }, "openid.failed");
  });
  const refused = (koa: KoaContextWithOIDC, refusal: errors.OIDCProviderError) => {
    const { error, error_description: description } = refusal;
    ctx.log.info({ error, description, requestId: portalRequest(koa).get("requestId") }, "openid.refused");
  };
  provider.on("authorization.error", refused);
  provider.on("grant.error", refused);
  provider.on("userinfo.error", refused);
  provider.on("end_session.error", refused);
};
