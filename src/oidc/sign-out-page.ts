import { html } from "hono/html";
import type { KoaContextWithOIDC } from "oidc-provider";
import type { Context } from "../context.ts";
import { frameOf, translateFor } from "../http/visit.ts";
import type { Translate } from "../messages/translate.ts";
import { layout } from "../pages/layout.ts";
import { form } from "../pages/parts/fields.ts";
import type { Frame } from "../pages/parts/frame.ts";
import { portalRequest } from "./portal-visits.ts";

type SignOut = Frame & { email: string; action: string; xsrf: string };

/** Asks somebody who signs out of a console whether they leave the portal as well. */
export const renderSignOut = async (ctx: Context, koa: KoaContextWithOIDC): Promise<void> => {
  const c = portalRequest(koa);
  const facts = {
    ...frameOf(ctx, c, "/"),
    email: c.get("visit").viewer?.email ?? "",
    action: `${koa.path}/confirm`,
    xsrf: String(koa.oidc.session?.state?.secret),
  };
  koa.body = String(await signOutPage(translateFor(c), facts));
};

const signOutPage = (t: Translate, facts: SignOut) =>
  layout(t, {
    ...facts,
    title: t("signOut.title"),
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t("signOut.title")}</h1><p class="ak-lead wrap-anywhere">${t("signOut.lead", { email: facts.email })}</p></div>
  ${form({
    action: facts.action,
    csrf: facts.csrf,
    hidden: { xsrf: facts.xsrf },
    body: html`<div class="ak-actions"><button class="btn btn-primary btn-lg" name="logout" value="yes">${t("frame.signOut")}</button><button class="btn btn-outline btn-lg">${t("signOut.stay")}</button></div>`,
  })}
</section>`,
  });
