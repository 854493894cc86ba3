import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { consoleDialog } from "./parts/console-dialog.ts";
import { type ConsoleFacts, consoleNote } from "./parts/console-state.ts";
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
  /** Null where the order has nothing for the console, or its reader is not signed in. */
  console: ConsoleFacts | null;
  /** Right after the activation, once. */
  popUp: boolean;
};

/** The order belongs to the account: what it holds and where to go now. */
export const activatedPage = (
  t: Translate,
  { orderNumber, items, extended = [], email, console, popUp, ...frame }: Activated,
) =>
  layout(t, {
    ...frame,
    title: t("activated.title"),
    step: "done",
    body: html`<section class="ak-sheet">
  <div class="flex items-center gap-4"><span class="ak-mark">${icon("check")}</span>
    <div class="min-w-0"><h1>${t("activated.title")}</h1><p class="ak-hint wrap-anywhere">${t.rich("activated.lead", { count: items.length, orderNumber: unbroken(orderNumber), email })}</p></div></div>
  ${console && popUp && consoleDialog(t, console, frame.csrf)}
  ${itemsTable(t, items, t("items.activated"))}
  ${extendedLicenses(t, "activated.extended", extended)}
  ${console && consoleNote(t, console, frame.csrf)}
  <div class="ak-actions"><a class="btn btn-primary btn-lg" href="/products">${t("activated.products")}</a><a class="btn btn-outline btn-lg" href="/">${t("activated.another")}</a></div>
</section>`,
  });
