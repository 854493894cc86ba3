import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";

const steps = ["key", "order", "account", "verify", "done"] as const;
export type Step = (typeof steps)[number];

/** How far the customer is. On the last step all of them are done. */
export const stepList = (t: Translate, current: Step) => {
  const reached = current === "done" ? steps.length : steps.indexOf(current);
  return html`<ol class="ak-steps" aria-label="${t("steps.label")}">${steps.map((step, index) => {
    if (index < reached)
      return html`<li class="done">${icon("check")}<span>${t(`steps.${step}`)}<span class="sr-only"> ${t("steps.finished")}</span></span></li>`;
    return index === reached
      ? html`<li aria-current="step">${t(`steps.${step}`)}</li>`
      : html`<li>${t(`steps.${step}`)}</li>`;
  })}</ol>`;
};
