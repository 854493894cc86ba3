import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { codeInput, field, form, type Problem } from "./parts/fields.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { moment } from "./parts/moment.ts";
import { note } from "./parts/notes.ts";
import { sendAgain } from "./parts/send-again.ts";

export type VerifyNewEmail = Frame & {
  viewer: Viewer;
  /** As it was typed: the page answers the same for every address. */
  email: string;
  expiresAt: Date;
  resendInSeconds: number;
  sentAgain?: boolean;
  tooEarly?: boolean;
  typed?: string;
  problem?: Problem;
};

/** The mail to the new address is on its way: its code is typed here. */
export const verifyNewEmailPage = (t: Translate, facts: VerifyNewEmail) =>
  layout(t, {
    ...facts,
    title: t("verifyNewEmail.title"),
    error: facts.problem !== undefined,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t("verifyNewEmail.title")}</h1>
    <p class="ak-lead wrap-anywhere">${t.rich("verifyNewEmail.lead", { email: html`<strong class="text-base-content font-semibold">${facts.email}</strong>` })}</p></div>
  ${facts.sentAgain && note({ kind: "success", icon: "check", body: html`${t("checkMail.sentAgain")}` })}
  ${form({ action: "/account/email/verify", csrf: facts.csrf, body: codeField(t, facts) })}
  <hr class="border-base-300">
  ${sendAgain(t, { ...facts, action: "/account/email/send-again" })}
</section>
<p class="px-4 text-center"><a class="ak-link" href="/account/profile">${t("verifyNewEmail.back")}</a></p>`,
  });

const codeField = (t: Translate, { expiresAt, typed, problem }: VerifyNewEmail) =>
  html`${field(t, {
    name: "code",
    label: t("checkMail.field"),
    hint: t.rich("verifyNewEmail.hint", { until: moment(t, expiresAt) }),
    value: typed,
    problem,
    input: codeInput,
  })}<div class="ak-actions"><button class="btn btn-primary btn-lg sm:px-10">${t("checkMail.submit")}</button></div>`;
