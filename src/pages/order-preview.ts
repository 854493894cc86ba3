import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { type AccountHint, accountChoice } from "./parts/account-choice.ts";
import { extendedLicenses } from "./parts/extended-licenses.ts";
import type { Frame } from "./parts/frame.ts";
import { type ItemFacts, itemsTable } from "./parts/items-table.ts";
import { remark } from "./parts/notes.ts";
import { type OrderSummary, orderFacts } from "./parts/order-facts.ts";

export type OrderPreview = Frame & {
  activationId: string;
  order: OrderSummary;
  items: readonly ItemFacts[];
  /** A cross grade: licenses that the account has and that get the order's seats and term. */
  extended?: readonly ItemFacts[];
  /** Items of the order that are registered already. */
  leftOut: number;
  /** Accounts that may already be the customer's, the most likely first. */
  accounts: readonly AccountHint[];
  /** The rules would let another account or a new one have it. */
  freeChoice: boolean;
};

/** What the order holds, before anything happens, and the choice of the account that gets it. */
export const orderPreviewPage = (t: Translate, facts: OrderPreview) => {
  const title = t("order.heading", { orderNumber: facts.order.orderNumber });
  return layout(t, {
    ...facts,
    title,
    step: "order",
    body: html`<section class="ak-sheet">
  <div><h1>${title}</h1><p class="ak-lead">${t("preview.lead", { count: facts.items.length })}</p></div>
  ${orderFacts(t, facts.order)}
  ${itemsTable(t, facts.items, t("items.toActivate"))}
  ${facts.extended && extendedLicenses(t, "preview.extended", facts.extended)}
  ${facts.leftOut > 0 && remark("info", t("preview.leftOut", { count: facts.leftOut }))}
</section>
${accountChoice(t, facts)}`,
  });
};
