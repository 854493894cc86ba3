import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import type { Frame } from "./parts/frame.ts";

const promises = ["keyboard", "reader", "colour", "zoom"] as const;

/** What we do so that everybody can use the portal, and whom to tell where it fails. */
export const accessibilityPage = (t: Translate, facts: Frame) =>
  layout(t, {
    ...facts,
    title: t("accessibility.title"),
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t("accessibility.title")}</h1><p class="ak-lead">${t("accessibility.lead")}</p></div>
  <div><h2 class="mb-3">${t("accessibility.how")}</h2><ul class="ak-ticks">${promises.map(
    (promise) => html`<li>${icon("check")}<span>${t(`accessibility.${promise}`)}</span></li>`,
  )}</ul></div>
  <div><h2 class="text-base">${t("accessibility.report")}</h2><p class="mt-1 max-w-[42rem]">${t("accessibility.reportText", { brand: facts.brand.name })}</p></div>
</section>`,
  });
