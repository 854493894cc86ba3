import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import type { SignInTarget } from "../policy/sign-in-target.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { field, form, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { note } from "./parts/notes.ts";

export type SignIn = Frame & {
  /** The activation to go on with after the sign-in. */
  activationId?: string;
  /** A likely account of the preview: its place in the list, and its masked name. */
  as?: { id: string; hint: string };
  /** The link of a mail that asked to sign in; the sign-in leads back to it. */
  verificationToken?: string;
  /** The page to come back to. */
  leadsTo?: SignInTarget;
  /** What the browser is asked for where it has a passkey. */
  ceremony?: { options: string; origin: string };
  /** The console's sign-in to go on with. */
  interactionUid?: string;
  typed?: string;
  problem?: Problem;
  passkeyProblem?: Problem;
};

/** The first of two steps: who you are. The code from the e-mail or the password is the second. */
export const signInPage = (t: Translate, facts: SignIn) => {
  const title = facts.as ? t("signIn.as", { hint: facts.as.hint }) : t("signIn.title");
  return layout(t, {
    ...facts,
    title,
    error: facts.problem !== undefined || facts.passkeyProblem !== undefined,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${title}</h1><p class="ak-lead">${t(facts.as ? "signIn.asLead" : "signIn.lead")}</p></div>
  ${form({
    action: "/sign-in",
    csrf: facts.csrf,
    hidden: wayBackFields(facts),
    body: loginField(t, facts),
  })}
  ${facts.passkeyProblem && passkeyRefused(facts.passkeyProblem)}
  ${passkeyForm(t, facts)}
</section>
<p class="px-4 text-center"><a class="ak-link" href="/forgot-account-id">${t("signIn.forgotAccountId")}</a></p>
${otherWay(t, facts.activationId)}`,
  });
};

const loginField = (t: Translate, { typed, problem }: SignIn) =>
  html`${field(t, {
    name: "login",
    label: t("signIn.field"),
    value: typed,
    problem,
    input: html`class="input input-lg" autocomplete="username" autocapitalize="none" spellcheck="false"`,
  })}<button class="btn btn-primary btn-lg">${t("signIn.submit")}</button>
  <button class="btn btn-outline btn-lg" name="with" value="password">${t("signIn.withPassword")}</button>`;

/** Hidden until script runs: the browser asks for the passkey. */
const passkeyForm = (t: Translate, facts: SignIn) =>
  facts.ceremony &&
  html`<div hidden data-passkey="get" data-options="${facts.ceremony.options}" data-origin="${facts.ceremony.origin}">
    <div class="divider mt-0 mb-4 text-sm text-muted">${t("signInCode.or")}</div>
    ${form({
      action: "/sign-in/passkey",
      csrf: facts.csrf,
      hidden: { ...wayBackFields(facts), credential: "" },
      body: html`<p class="ak-error" role="alert" hidden data-passkey-error>${t("passkey.failed")}</p>
    <button class="btn btn-outline btn-lg">${icon("passkey")}${t("signIn.withPasskey")}</button>`,
    })}</div>`;

const passkeyRefused = ({ reason, text }: Problem) =>
  note({ kind: "error", icon: "alert", reason, body: html`${text}` });

const wayBackFields = ({ activationId, as, verificationToken, interactionUid, leadsTo }: SignIn) => ({
  activation: activationId,
  as: as?.id,
  verification: verificationToken,
  interaction: interactionUid,
  to: leadsTo,
});

const otherWay = (t: Translate, activationId: string | undefined) =>
  activationId
    ? html`<p class="px-4 text-center"><a class="ak-link" href="/activations/${activationId}">${t("order.back")}</a></p>`
    : html`<p class="px-4 text-center">${t("signIn.noAccount")} <a class="ak-link" href="/">${t("signIn.enterKey")}</a></p>`;
