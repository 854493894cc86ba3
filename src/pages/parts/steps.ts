import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";

const walks = {
  activation: ["key", "order", "account", "verify", "done"],
  registration: ["key", "review", "register", "done"],
  /** The same for somebody who has an account. */
  signedIn: ["key", "review", "done"],
} as const;

export type Walk = keyof typeof walks;
export type Step = (typeof walks)[Walk][number];

/** How far the customer is. On the last step all of them are done. */
export const stepList = (t: Translate, current: Step, walk: Walk = "activation") => {
  const steps: readonly Step[] = walks[walk];
  const reached = current === "done" ? steps.length : steps.indexOf(current);
  return html`<ol class="ak-steps" aria-label="${t("steps.label")}">${steps.map((step, index) => {
    if (index < reached)
      return html`<li class="done">${icon("check")}<span>${t(`steps.${step}`)}<span class="sr-only"> ${t("steps.finished")}</span></span></li>`;
    return index === reached
      ? html`<li aria-current="step">${t(`steps.${step}`)}</li>`
      : html`<li>${t(`steps.${step}`)}</li>`;
  })}</ol>`;
};
