import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import type { Frame } from "./parts/frame.ts";

const topics = ["keys", "oneByOne", "certificate", "mail", "activated", "renew", "support"] as const;

/** Where the keys are and how to get support. */
export const helpPage = (t: Translate, facts: Frame) =>
  layout(t, {
    ...facts,
    title: t("help.title"),
    body: html`<section class="ak-sheet mt-2 sm:mt-8"><h1>${t("help.title")}</h1>${topics.map(
      (topic) =>
        html`<div><h2 class="text-base" id="${topic}">${t(`help.${topic}`)}</h2><p class="mt-1 max-w-[42rem]">${t(`help.${topic}Text`, { brand: facts.brand.name })}</p></div>`,
    )}</section>`,
  });
