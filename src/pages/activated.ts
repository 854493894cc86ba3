import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { extendedLicenses } from "./parts/extended-licenses.ts";
import type { Frame } from "./parts/frame.ts";
import { type ItemFacts, itemsTable } from "./parts/items-table.ts";
import { unbroken } from "./parts/unbroken.ts";

export type Activated = Frame & {
  orderNumber: string;
  items: readonly ItemFacts[];
  /** A cross grade: licenses that the account had before and that got the order's seats and term. */
  extended?: readonly ItemFacts[];
  email: string;
};

/** The order belongs to the account: what it holds and where to go now. */
export const activatedPage = (t: Translate, { orderNumber, items, extended = [], email, ...frame }: Activated) =>
  layout(t, {
    ...frame,
    title: t("activated.title"),
    step: "done",
    body: html`<section class="ak-sheet">
  <div class="flex items-center gap-4"><span class="ak-mark">${icon("check")}</span>
    <div class="min-w-0"><h1>${t("activated.title")}</h1><p class="ak-hint wrap-anywhere">${t.rich("activated.lead", { count: items.length, orderNumber: unbroken(orderNumber), email })}</p></div></div>
  ${itemsTable(t, items, t("items.activated"))}
  ${extendedLicenses(t, "activated.extended", extended)}
  <div class="ak-actions"><a class="btn btn-primary btn-lg" href="/products">${t("activated.products")}</a><a class="btn btn-outline btn-lg" href="/">${t("activated.another")}</a></div>
</section>`,
  });
