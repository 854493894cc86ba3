import { html, raw } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { details } from "./parts/details.ts";
import { codeInput, field, form, type Problem } from "./parts/fields.ts";
import type { Frame, Viewer } from "./parts/frame.ts";

export type SetUpAuthenticator = Frame & {
  viewer: Viewer;
  /** In base32, for whoever cannot scan. */
  secret: string;
  /** The drawing of the same secret for the app's camera: an SVG that we made. */
  qrCode: string;
  problem?: Problem;
};

/** The secret for the app. A code of the app turns it on. */
export const setUpAuthenticatorPage = (t: Translate, facts: SetUpAuthenticator) =>
  layout(t, {
    ...facts,
    title: t("setUpAuthenticator.title"),
    error: facts.problem !== undefined,
    flow: "narrow",
    body: html`<section class="ak-sheet">
  <div><h1>${t("setUpAuthenticator.title")}</h1><p class="ak-lead">${t("setUpAuthenticator.lead")}</p></div>
  <div class="mx-auto w-56 rounded-field overflow-hidden" role="img" aria-label="${t("setUpAuthenticator.qrCode")}">${raw(facts.qrCode)}</div>
  ${details(t("setUpAuthenticator.cannotScan"), html`<p>${t("setUpAuthenticator.type")} <code class="ak-key">${inGroups(facts.secret)}</code></p>`)}
  ${form({ action: "/account/authenticator/confirm", csrf: facts.csrf, body: codeField(t, facts.problem) })}
</section>
<p class="px-4 text-center"><a class="ak-link" href="/account">${t("account.back")}</a></p>`,
  });

const codeField = (t: Translate, problem: Problem | undefined) =>
  html`${field(t, {
    name: "code",
    label: t("secondFactor.field"),
    hint: t("setUpAuthenticator.hint"),
    problem,
    input: codeInput,
  })}<div class="ak-actions"><button class="btn btn-primary btn-lg sm:px-10">${t("setUpAuthenticator.submit")}</button></div>`;

const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

export type RecoveryCodes = Frame & { viewer: Viewer; codes: readonly string[] };

/** Shown once: nothing that is stored leads back to these codes. */
export const recoveryCodesPage = (t: Translate, facts: RecoveryCodes) =>
  layout(t, {
    ...facts,
    title: t("recoveryCodes.title"),
    flow: "narrow",
    body: html`<section class="ak-sheet">
  <div><h1>${t("recoveryCodes.title")}</h1><p class="ak-lead">${t("recoveryCodes.lead")}</p></div>
  <ul class="grid grid-cols-2 gap-2">${facts.codes.map((code) => html`<li><code class="ak-key">${code}</code></li>`)}</ul>
  <div class="ak-actions"><a class="btn btn-primary btn-lg" href="/account">${t("recoveryCodes.done")}</a></div>
</section>`,
  });
