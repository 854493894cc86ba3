import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { details } from "./parts/details.ts";
import { codeInput, field, form, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { moment } from "./parts/moment.ts";
import { note } from "./parts/notes.ts";
import { sendAgain } from "./parts/send-again.ts";
import { sentences } from "./parts/sentences.ts";

export type CheckYourMail = Frame & {
  activationId: string;
  /** As it was typed: the page answers the same for every address. */
  email: string;
  expiresAt: Date;
  /** The address that mails come from, to look for in the spam folder. */
  sender: string;
  /** Until "Send again" works; 0 when it works now. */
  resendInSeconds: number;
  sentAgain?: boolean;
  /** "Send again" was pressed during the cool-down. */
  tooEarly?: boolean;
  mailFailed?: boolean;
  typed?: string;
  problem?: Problem;
};

/** The mail is on its way: the code is typed here, or the link is opened anywhere. */
export const checkYourMailPage = (t: Translate, facts: CheckYourMail) =>
  layout(t, {
    ...facts,
    title: t("checkMail.title"),
    error: facts.problem !== undefined,
    step: "verify",
    flow: "narrow",
    body: html`<section class="ak-sheet">
  <div><h1>${t("checkMail.title")}</h1>
    <p class="ak-lead wrap-anywhere">${t.rich("checkMail.lead", { email: html`<strong class="text-base-content font-semibold">${facts.email}</strong>` })}</p>
    <p class="mt-1"><a class="ak-link" href="/activations/${facts.activationId}/email">${t("checkMail.change")}</a></p></div>
  ${mailState(t, facts)}
  ${form({ action: `/activations/${facts.activationId}/verify`, csrf: facts.csrf, body: codeField(t, facts) })}
  ${note({ kind: "info", icon: "phone", body: sentences(t, html`<strong>${t("checkMail.orLink")}</strong>`, t("checkMail.orLinkText")) })}
  <hr class="border-base-300">
  ${sendAgain(t, { ...facts, action: `/activations/${facts.activationId}/send-again` })}
  ${details(t("checkMail.noMail"), html`<p>${t.rich("checkMail.noMailText", { sender: html`<code>${facts.sender}</code>` })}</p>`)}
</section>`,
  });

const mailState = (t: Translate, { mailFailed, sentAgain }: CheckYourMail) => [
  mailFailed &&
    note({
      kind: "warning",
      icon: "warning",
      reason: "mail_failed",
      body: sentences(t, html`<strong>${t("checkMail.failed")}</strong>`, t("checkMail.failedText")),
    }),
  sentAgain && !mailFailed && note({ kind: "success", icon: "check", body: html`${t("checkMail.sentAgain")}` }),
];

const codeField = (t: Translate, { expiresAt, typed, problem }: CheckYourMail) =>
  html`${field(t, {
    name: "code",
    label: t("checkMail.field"),
    hint: t.rich("checkMail.hint", { until: moment(t, expiresAt) }),
    value: typed,
    problem,
    input: codeInput,
  })}<div class="ak-actions"><button class="btn btn-primary btn-lg sm:px-10">${t("checkMail.submit")}</button></div>`;
