import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { field, form, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";

export type Forgotten = Frame & { what: "password" | "accountId"; typed?: string; problem?: Problem };

const paths = { password: "/forgot-password", accountId: "/forgot-account-id" } as const;

/** Asks for the name of somebody who forgot their password or account ID. Only their mailbox learns more. */
export const forgottenPage = (t: Translate, facts: Forgotten) =>
  layout(t, {
    ...facts,
    title: t(`forgotten.${facts.what}.title`),
    error: facts.problem !== undefined,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t(`forgotten.${facts.what}.title`)}</h1><p class="ak-lead">${t(`forgotten.${facts.what}.lead`)}</p></div>
  ${form({ action: paths[facts.what], csrf: facts.csrf, body: nameField(t, facts) })}
</section>
<p class="px-4 text-center"><a class="ak-link" href="/sign-in">${t("forgotten.back")}</a></p>`,
  });

const nameField = (t: Translate, { what, typed, problem }: Forgotten) =>
  html`${field(t, {
    name: what === "password" ? "login" : "email",
    label: t(what === "password" ? "signIn.field" : "forgotten.accountId.field"),
    value: typed,
    problem,
    input:
      what === "password"
        ? html`class="input input-lg" autocomplete="username" autocapitalize="none" spellcheck="false"`
        : html`class="input input-lg" type="email" autocomplete="email" spellcheck="false"`,
  })}<div class="ak-actions"><button class="btn btn-primary btn-lg">${t(`forgotten.${what}.submit`)}</button></div>`;

/** The same for every name: whoever has none gets no mail. */
export const forgottenSentPage = (t: Translate, facts: Forgotten) =>
  layout(t, {
    ...facts,
    title: t("forgotten.sent.title"),
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <span class="ak-mark ak-mark-primary">${icon("mail")}</span>
  <div><h1>${t("forgotten.sent.title")}</h1>
    <p class="ak-lead wrap-anywhere">${t.rich(`forgotten.${facts.what}.sent`, { login: html`<strong class="text-base-content font-semibold">${facts.typed ?? ""}</strong>` })}</p></div>
  <p>${t("forgotten.sent.noMail")}</p>
  <div class="ak-actions"><a class="btn btn-outline btn-lg" href="/sign-in">${t("forgotten.back")}</a></div>
</section>`,
  });
