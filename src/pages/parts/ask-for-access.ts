import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";
import { field, form, type Problem } from "./fields.ts";
import type { Frame } from "./frame.ts";

export type AccessForm = { asked?: boolean; typed?: string; problem?: Problem };

/** The page's one filled button, or beside a better way on. */
type Rank = "first" | "second";

/** Asks the owner of an activated order for access. Somebody signed in is known; others give an address. */
export const askForAccess = (
  t: Translate,
  { csrf, viewer }: Pick<Frame, "csrf" | "viewer">,
  activationId: string,
  access: AccessForm = {},
  rank: Rank = "first",
) =>
  html`<div><h2>${t("access.heading")}</h2><p class="ak-lead">${viewer ? t("access.textSignedIn", { email: viewer.email }) : t("access.text")}</p></div>${form(
    {
      action: `/activations/${activationId}/ask-for-access`,
      csrf,
      body: html`${!viewer && askerField(t, access)}<div class="ak-actions"><button class="btn ${rank === "first" ? "btn-primary" : "btn-outline"} btn-lg">${t("access.submit")}</button></div>`,
    },
  )}`;

/** Stands where the refusal stood: the request is on its way. */
export const accessAsked = (t: Translate, title: string) =>
  html`<div class="flex items-center gap-4"><span class="ak-mark">${icon("check")}</span>
    <div class="min-w-0"><h1>${title}</h1><p class="ak-hint">${t("access.askedText")}</p></div></div>`;

const askerField = (t: Translate, { typed, problem }: AccessForm) =>
  field(t, {
    name: "email",
    label: t("access.field"),
    value: typed,
    problem,
    input: html`class="input input-lg" type="email" autocomplete="email"`,
  });
