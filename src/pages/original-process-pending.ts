import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import type { Frame } from "./parts/frame.ts";
import { reasonAttribute } from "./parts/notes.ts";
import { type OrderSummary, orderFacts } from "./parts/order-facts.ts";
import { unbroken } from "./parts/unbroken.ts";
import { sentences } from "./parts/sentences.ts";

export type OriginalProcessPending = Frame & { order: OrderSummary; why: "channel" | "renewal" | "no_add_on" };

/** The key is right, but its order is registered with the original process, which is not built here yet. */
export const originalProcessPendingPage = (t: Translate, facts: OriginalProcessPending) => {
  const { orderNumber } = facts.order;
  return layout(t, {
    ...facts,
    title: t("original.title"),
    step: "order",
    body: html`<section class="ak-sheet">
  <div><h1>${t("original.title")}</h1><p class="ak-lead"${reasonAttribute("original_process")}>${sentences(t, t("original.lead"), t("frame.nothingActivated"))}</p></div>
  <div><h2 class="text-base">${t("original.why")}</h2><p class="mt-1">${t(`original.why.${facts.why}`)}</p></div>
  <div><h2 class="text-base">${t("original.next")}</h2><p class="mt-1">${t.rich("original.nextText", { brand: facts.brand.name, orderNumber: unbroken(orderNumber) })}</p></div>
  <div class="ak-actions"><a class="btn btn-outline btn-lg" href="/">${t("refused.enterAnother")}</a></div>
</section>
<section class="ak-sheet" aria-labelledby="order"><h2 id="order">${t("order.heading", { orderNumber })}</h2>${orderFacts(t, facts.order)}</section>`,
  });
};
