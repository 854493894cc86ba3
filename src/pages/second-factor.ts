import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { field, form, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";

export type SecondFactor = Frame & { typed?: string; problem?: Problem };

/** The last step for somebody with an authenticator app: its code, or one of their recovery codes. */
export const secondFactorPage = (t: Translate, facts: SecondFactor) =>
  layout(t, {
    ...facts,
    title: t("secondFactor.title"),
    error: facts.problem !== undefined,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t("secondFactor.title")}</h1><p class="ak-lead">${t("secondFactor.lead")}</p>
    <p class="mt-1"><a class="ak-link" href="/sign-in">${t("signInCode.change")}</a></p></div>
  ${form({ action: "/sign-in/second-factor", csrf: facts.csrf, body: codeField(t, facts) })}
</section>`,
  });

const codeField = (t: Translate, { typed, problem }: SecondFactor) =>
  html`${field(t, {
    name: "code",
    label: t("secondFactor.field"),
    hint: t("secondFactor.hint"),
    value: typed,
    problem,
    input: html`class="input input-lg" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="20"`,
  })}<div class="ak-actions"><button class="btn btn-primary btn-lg sm:px-10">${t("signInCode.submit")}</button></div>`;
