import { createMiddleware } from "hono/factory";
import type { Context } from "../context.ts";
import { sameText } from "../secrets.ts";
import type { PortalEnv, PortalRequest } from "./visit.ts";

/** The token of a form does not fit, or another site sent it: nothing is done. */
export class ForgedForm extends Error {}

/**
 * A form counts only when it carries the token of the page that this browser was shown. A browser that says where the
 * form came from must say that it came from here.
 */
export const formProtection = (ctx: Context) =>
  createMiddleware<PortalEnv>(async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD" && !(await isOwnForm(ctx, c))) throw new ForgedForm();
    await next();
  });

const isOwnForm = async (ctx: Context, c: PortalRequest): Promise<boolean> => {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const token = await formValue(c, "csrf").catch(unlessBroken);
  return token !== undefined && sameText(token, ctx.secrets.formToken(c.get("visit").browserToken));
};

/** A body that is no form holds no token. */
const unlessBroken = (error: unknown): undefined => {
  if (error instanceof TypeError) return undefined;
  throw error;
};

/** A field of the posted form as text; empty when it is missing or a file. */
export const formValue = async (c: PortalRequest, name: string): Promise<string> => {
  const value = (await c.req.parseBody())[name];
  return typeof value === "string" ? value : "";
};
