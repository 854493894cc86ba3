import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import type { Frame } from "./parts/frame.ts";
import { type ItemFacts, itemsTable } from "./parts/items-table.ts";
import type { Html } from "./parts/html-type.ts";
import { remark } from "./parts/notes.ts";
import { sentences } from "./parts/sentences.ts";
import { unbroken } from "./parts/unbroken.ts";

export type Registered = Frame & {
  orderNumber: string;
  items: readonly ItemFacts[];
  email: string;
  /** What the viewer's account signs in with, null where it has none. */
  accountId: string | null;
  /** A renewal extends what the account has. */
  what: "registered" | "extended";
  /** The account was made on the way, with the long form. */
  newAccount: boolean;
};

/** What the key registered or renewed now belongs to the account. */
export const registeredPage = (t: Translate, facts: Registered) => {
  const { what, items, accountId } = facts;
  const title = what === "extended" ? t("renewed.title", { count: items.length }) : t("registered.title");
  return layout(t, {
    ...facts,
    title,
    step: "done",
    walk: facts.newAccount ? "registration" : "signedIn",
    body: html`<section class="ak-sheet">
  <div class="flex items-center gap-4"><span class="ak-mark">${icon("check")}</span>
    <div class="min-w-0"><h1>${title}</h1><p class="ak-hint wrap-anywhere">${lead(t, facts)}</p></div></div>
  ${itemsTable(t, items, t(what === "extended" ? "items.renewals" : "items.registered"))}
  ${accountId && remark("info", t("registered.accountId", { accountId }))}
  <div class="ak-actions"><a class="btn btn-primary btn-lg" href="/products">${t("activated.products")}</a><a class="btn btn-outline btn-lg" href="/">${t("activated.another")}</a></div>
</section>`,
  });
};

const lead = (t: Translate, { what, orderNumber, items, email }: Registered): Html => {
  const said = { count: items.length, orderNumber: unbroken(orderNumber), email };
  if (what === "registered") return sentences(t, t.rich("registered.lead", said), t("registered.mail"));
  return sentences(t, t.rich("renewed.lead", said), ...renewedUntil(t, items), t("registered.mail"));
};

/** Told to the account alone, which sees its licenses' terms; others see the order's. */
const renewedUntil = (t: Translate, items: readonly ItemFacts[]): string[] => {
  const ends = [...new Set(items.map(({ endsOn }) => endsOn))];
  const [endsOn] = ends;
  return endsOn && ends.length === 1 && items.every(({ previousEndsOn }) => previousEndsOn)
    ? [t("renewed.until", { count: items.length, date: t.date(endsOn) })]
    : [];
};
