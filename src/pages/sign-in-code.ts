import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { codeInput, field, form, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { moment } from "./parts/moment.ts";
import { note } from "./parts/notes.ts";
import { sendAgain } from "./parts/send-again.ts";

export type SignInCode = Frame & {
  /** As it was typed: the page answers the same whether or not an account has it. */
  login: string;
  activationId?: string;
  interactionUid?: string;
  expiresAt: Date;
  resendInSeconds: number;
  sentAgain?: boolean;
  tooEarly?: boolean;
  typed?: string;
  problem?: Problem;
};

/** The second step: the code from the mail. */
export const signInCodePage = (t: Translate, facts: SignInCode) =>
  layout(t, {
    ...facts,
    title: t("signInCode.title"),
    error: facts.problem !== undefined,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t("signInCode.title")}</h1>
    <p class="ak-lead wrap-anywhere">${t.rich("signInCode.lead", { login: html`<strong class="text-base-content font-semibold">${facts.login}</strong>` })}</p>
    <p class="mt-1"><a class="ak-link" href="${backPath(facts)}">${t("signInCode.change")}</a></p></div>
  ${facts.sentAgain && note({ kind: "success", icon: "check", body: html`${t("signInCode.sentAgain")}` })}
  ${form({ action: "/sign-in/code", csrf: facts.csrf, body: codeField(t, facts) })}
  <hr class="border-base-300">
  ${sendAgain(t, { ...facts, action: "/sign-in/send-again" })}
</section>`,
  });

const backPath = ({ activationId, interactionUid }: SignInCode): string => {
  if (activationId) return `/sign-in?${new URLSearchParams({ activation: activationId })}`;
  return interactionUid ? `/sign-in?${new URLSearchParams({ interaction: interactionUid })}` : "/sign-in";
};

const codeField = (t: Translate, { expiresAt, typed, problem }: SignInCode) =>
  html`${field(t, {
    name: "code",
    label: t("signInCode.field"),
    hint: t.rich("signInCode.hint", { until: moment(t, expiresAt) }),
    value: typed,
    problem,
    input: codeInput,
  })}<div class="ak-actions"><button class="btn btn-primary btn-lg sm:px-10">${t("signInCode.submit")}</button></div>`;
