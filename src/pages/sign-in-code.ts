import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { codeInput, field, form, passwordInput, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { moment } from "./parts/moment.ts";
import { note } from "./parts/notes.ts";
import { sendAgain } from "./parts/send-again.ts";

export type SignInCode = Frame & {
  /** As it was typed: the page answers the same whether or not an account has it. */
  login: string;
  /** False where a password is to be typed and no code was asked for. */
  codeSent: boolean;
  /** Somebody who is signed in shows that the address is theirs: only the code does. */
  provesAddress?: boolean;
  activationId?: string;
  leadsTo?: string;
  interactionUid?: string;
  expiresAt: Date;
  resendInSeconds: number;
  sentAgain?: boolean;
  tooEarly?: boolean;
  typed?: string;
  problem?: Problem;
  passwordProblem?: Problem;
};

/** The second step: the code from the mail, or the password. One of the two is enough. */
export const signInCodePage = (t: Translate, facts: SignInCode) => {
  const { title, lead } = wordsOf(facts);
  return layout(t, {
    ...facts,
    title: t(title),
    error: facts.problem !== undefined || facts.passwordProblem !== undefined,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t(title)}</h1>
    <p class="ak-lead wrap-anywhere">${t.rich(lead, { login: html`<strong class="text-base-content font-semibold">${facts.login}</strong>` })}</p>
    ${facts.provesAddress ? wayBack(t, facts) : html`<p class="mt-1"><a class="ak-link" href="${backPath(facts)}">${t("signInCode.change")}</a></p>`}</div>
  ${facts.sentAgain && note({ kind: "success", icon: "check", body: html`${t("signInCode.sentAgain")}` })}
  ${form({ action: "/sign-in/code", csrf: facts.csrf, body: proofFields(t, facts) })}
  <hr class="border-base-300">
  ${facts.codeSent ? sendAgain(t, { ...facts, action: "/sign-in/send-again" }) : sendCode(t, facts)}
</section>`,
  });
};

const wordsOf = ({ provesAddress, codeSent }: SignInCode) => {
  if (provesAddress) return { title: "signInCode.proveTitle", lead: "signInCode.proveLead" } as const;
  return codeSent
    ? ({ title: "signInCode.title", lead: "signInCode.lead" } as const)
    : ({ title: "signInPassword.title", lead: "signInPassword.lead" } as const);
};

/** The order waits: nothing is activated by the code alone. */
const wayBack = (t: Translate, { activationId }: SignInCode) =>
  activationId &&
  html`<p class="ak-lead mt-1">${t("signInCode.proveThen")}</p>
    <p class="mt-1"><a class="ak-link" href="/activations/${activationId}">${t("order.back")}</a></p>`;

const backPath = ({ activationId, interactionUid, leadsTo }: SignInCode): string => {
  if (activationId) return `/sign-in?${new URLSearchParams({ activation: activationId })}`;
  if (interactionUid) return `/sign-in?${new URLSearchParams({ interaction: interactionUid })}`;
  return leadsTo ? `/sign-in?${new URLSearchParams({ to: leadsTo })}` : "/sign-in";
};

const proofFields = (t: Translate, facts: SignInCode) =>
  html`${facts.codeSent && codeField(t, facts)}
  ${!facts.provesAddress && passwordPart(t, facts)}
  <div class="ak-actions"><button class="btn btn-primary btn-lg sm:px-10">${t("signInCode.submit")}</button></div>`;

const passwordPart = (t: Translate, facts: SignInCode) =>
  html`${facts.codeSent && html`<div class="divider my-0 text-sm text-muted">${t("signInCode.or")}</div>`}
  <input type="hidden" name="username" autocomplete="username" value="${facts.login}">
  ${passwordField(t, facts)}`;

const codeField = (t: Translate, { expiresAt, typed, problem }: SignInCode) =>
  field(t, {
    name: "code",
    label: t("signInCode.field"),
    hint: t.rich("signInCode.hint", { until: moment(t, expiresAt) }),
    value: typed,
    problem,
    optional: true,
    input: codeInput,
  });

const passwordField = (t: Translate, { codeSent, passwordProblem }: SignInCode) =>
  field(t, {
    name: "password",
    label: t("signInPassword.field"),
    hint: html`<a class="ak-link" href="/forgot-password">${t("signInPassword.forgot")}</a>`,
    problem: passwordProblem,
    optional: codeSent,
    input: passwordInput("current-password"),
  });

const sendCode = (t: Translate, { csrf }: SignInCode) =>
  form({
    action: "/sign-in/send-again",
    csrf,
    classes: "",
    body: html`<button class="btn btn-outline">${t("signInPassword.sendCode")}</button>`,
  });
