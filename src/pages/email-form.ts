import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { field, form, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { remark } from "./parts/notes.ts";

export type EmailForm = Frame & {
  activationId: string;
  orderNumber: string;
  company: string;
  itemCount: number;
  typed?: string;
  problem?: Problem;
};

/** All that a new customer gives: an e-mail address. */
export const emailFormPage = (t: Translate, facts: EmailForm) =>
  layout(t, {
    ...facts,
    title: t("emailForm.title"),
    error: facts.problem !== undefined,
    step: "account",
    flow: "narrow",
    body: html`<section class="ak-sheet">
  <div><h1>${t("emailForm.title")}</h1><p class="ak-lead">${t("emailForm.lead")}</p></div>
  ${form({ action: `/activations/${facts.activationId}/email`, csrf: facts.csrf, body: emailField(t, facts) })}
  <hr class="border-base-300">
  ${remark("order", t("order.summary", { orderNumber: facts.orderNumber, count: facts.itemCount, company: facts.company }))}
</section>
<p class="px-4 text-center"><a class="ak-link" href="/activations/${facts.activationId}">${t("order.back")}</a></p>`,
  });

const emailField = (t: Translate, { typed, problem }: EmailForm) =>
  html`${field(t, {
    name: "email",
    label: t("emailForm.field"),
    hint: t("emailForm.hint"),
    value: typed,
    problem,
    input: html`class="input input-lg" type="email" autocomplete="email" spellcheck="false"`,
  })}<div class="ak-actions"><button class="btn btn-primary btn-lg">${t("emailForm.submit")}</button></div>`;
