import { errors, type KoaContextWithOIDC } from "oidc-provider";
import type { Context } from "../context.ts";
import { frameOf, translateFor } from "../http/visit.ts";
import { type PortalProblem, problemPage } from "../pages/problem-page.ts";
import { portalRequest } from "./portal-visits.ts";

export type ProviderPage = Pick<KoaContextWithOIDC, "req" | "type" | "body">;

/** What the provider refuses, as a page of the portal. It tells nothing of the request or of a fault's cause. */
export const renderError = async (ctx: Context, koa: ProviderPage, error: Error): Promise<void> => {
  const c = portalRequest(koa);
  const facts = { ...frameOf(ctx, c, "/"), trouble: problemOf(error, c.get("requestId")) };
  koa.type = "html";
  koa.body = String(await problemPage(translateFor(c), facts));
};

const problemOf = (error: Error, reference: string): PortalProblem => {
  if (error instanceof errors.SessionNotFound) return { reason: "page_expired" };
  if (error instanceof errors.OIDCProviderError && error.expose) return { reason: "sign_in_request_invalid" };
  return { reason: "fault", reference };
};
