import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { exampleKeys } from "../policy/license-key.ts";
import { certificateDrawing } from "./parts/certificate-drawing.ts";
import { field, form, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { note } from "./parts/notes.ts";
import { keyText } from "./parts/key-text.ts";

export type EnterKey = Frame & {
  typed?: string;
  problem?: Problem;
  /** A number of the certificate was typed instead of a key: the drawing marks it as none. */
  typedNumber?: "order_number" | "certificate_number";
  /** Where the form posts to. The landing page has two addresses, and one of them carries the brand. */
  action?: string;
  /** Somebody has just signed out in this browser. */
  signedOut?: boolean;
};

/** The landing page: one field for any key of the certificate. */
export const enterKeyPage = (t: Translate, facts: EnterKey) =>
  layout(t, {
    ...facts,
    title: t("enterKey.title"),
    error: facts.problem !== undefined,
    step: "key",
    flow: "wide",
    body: html`${facts.signedOut && note({ kind: "info", icon: "check", body: html`${t("enterKey.signedOut")}` })}<div class="ak-sheet grid gap-8 md:grid-cols-[1fr_24rem] md:gap-12">
  <div class="flex flex-col gap-6">
    <div><h1>${t("enterKey.title")}</h1><p class="ak-lead mt-2">${t("enterKey.lead")}</p></div>
    ${keyForm(t, facts)}
    <hr class="border-base-300">
    ${examples(t)}
  </div>
  <figure class="m-0 self-center rounded-box bg-base-200 p-3">
    ${certificateDrawing(t, facts.typedNumber)}
    <figcaption class="ak-hint my-2 text-center text-balance">${t(facts.typedNumber ? "enterKey.captionMarked" : "enterKey.caption")}</figcaption>
  </figure>
</div>`,
  });

const keyForm = (t: Translate, { action = "/", csrf, typed, problem }: EnterKey) =>
  form({
    action,
    csrf,
    body: html`${field(t, {
      name: "key",
      label: t("enterKey.field"),
      hint: t("enterKey.hint"),
      value: typed,
      problem,
      input: html`class="input input-lg ak-key-input" autocomplete="off" autocapitalize="characters" spellcheck="false" data-fill-key`,
    })}<div class="ak-actions"><button class="btn btn-primary btn-lg sm:px-10">${t("enterKey.submit")}</button></div>`,
  });

const examples = (t: Translate) => html`<div class="flex flex-col gap-3 text-[0.9375rem]">
  <h2 class="text-base">${t("enterKey.examples")}</h2>
  <div><p class="ak-kicker">${t("enterKey.registrationKey")}</p>${keyText(exampleKeys[0].registrationKey, "ak-key-hot")}</div>
  <div><p class="ak-kicker">${t("enterKey.activationCode")}</p>${keyText(exampleKeys[0].activationCode, "ak-key-hot")}</div>
  <p class="ak-hint">${t("enterKey.forgiving")}</p>
</div>`;
