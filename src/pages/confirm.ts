import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { form } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { type ItemFacts, itemsTable } from "./parts/items-table.ts";
import { type OrderSummary, orderFacts } from "./parts/order-facts.ts";

export type Confirm = Frame & {
  /** Where the button posts to: the activation of this browser, or the link of the mail. */
  action: string;
  order: OrderSummary;
  items: readonly ItemFacts[];
  email: string;
  /** The address got an account meanwhile, so that none is made. */
  accountExists?: boolean;
};

/** The last page before anything happens. It changes nothing itself: a mail scanner may load it. */
export const confirmPage = (t: Translate, facts: Confirm) =>
  layout(t, {
    ...facts,
    title: t("confirm.title"),
    step: "verify",
    body: html`<section class="ak-sheet">
  <div><h1>${t("confirm.title")}</h1><p class="ak-lead">${t("confirm.lead")}</p></div>
  <div><h2 class="mb-3">${t("order.heading", { orderNumber: facts.order.orderNumber })}</h2>${orderFacts(t, facts.order)}</div>
  ${itemsTable(t, facts.items, t("items.toActivate"))}
  <div><h2 class="mb-3">${t("confirm.what")}</h2>${effects(t, facts)}</div>
  ${form({
    action: facts.action,
    csrf: facts.csrf,
    classes: "flex flex-col gap-3",
    body: html`<button class="btn btn-primary btn-lg">${t("confirm.submit")}</button><p class="ak-hint text-center">${t("confirm.notYou")}</p>`,
  })}
</section>`,
  });

const effects = (t: Translate, { email, accountExists, items }: Confirm) =>
  html`<ul class="ak-ticks">${[
    t.rich(accountExists ? "confirm.knownAccount" : "confirm.newAccount", {
      email: html`<strong class="font-semibold wrap-anywhere">${email}</strong>`,
    }),
    t("confirm.items", { count: items.length }),
    t("confirm.signedIn"),
  ].map((effect) => html`<li>${icon("check")}<span>${effect}</span></li>`)}</ul>`;
