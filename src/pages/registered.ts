import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import type { Frame } from "./parts/frame.ts";
import { type ItemFacts, itemsTable } from "./parts/items-table.ts";
import { remark } from "./parts/notes.ts";
import { unbroken } from "./parts/unbroken.ts";

export type Registered = Frame & {
  orderNumber: string;
  items: readonly ItemFacts[];
  email: string;
  /** What the viewer's account signs in with, null where it has none. */
  accountId: string | null;
};

/** What the key registered or renewed now belongs to the account. */
export const registeredPage = (t: Translate, { orderNumber, items, email, accountId, ...frame }: Registered) =>
  layout(t, {
    ...frame,
    title: t("registered.title"),
    step: "done",
    walk: "signedIn",
    body: html`<section class="ak-sheet">
  <div class="flex items-center gap-4"><span class="ak-mark">${icon("check")}</span>
    <div class="min-w-0"><h1>${t("registered.title")}</h1><p class="ak-hint wrap-anywhere">${t.rich("registered.lead", { count: items.length, orderNumber: unbroken(orderNumber), email })}</p></div></div>
  ${itemsTable(t, items, t("items.registered"))}
  ${accountId && remark("info", t("registered.accountId", { accountId }))}
  <div class="ak-actions"><a class="btn btn-primary btn-lg" href="/products">${t("activated.products")}</a><a class="btn btn-outline btn-lg" href="/">${t("activated.another")}</a></div>
</section>`,
  });
