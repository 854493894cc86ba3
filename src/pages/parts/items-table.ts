import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { ProductKind } from "../../policy/process.ts";
import { kindBadge } from "./kinds.ts";

export type ItemFacts = {
  productName: string;
  kind: ProductKind;
  seats: number;
  /** The catalogue's unit: user, endpoint, appliance, mailbox, server, device; others are called seats. */
  unit: string;
  startsOn: string;
  endsOn: string;
  trial: boolean;
  /** A trial that the customer has becomes this full item. */
  convertsTrial?: boolean;
  /** A renewal: when the reader's license ended before it. */
  previousEndsOn?: string | null;
  /** The same before it is renewed. */
  endsOnSoFar?: string;
};

/** The items of an order. Its caption is its accessible name. */
export const itemsTable = (t: Translate, items: readonly ItemFacts[], caption: string) =>
  html`<table class="ak-table" role="table">
    <caption class="sr-only">${caption}</caption>
    <thead role="rowgroup"><tr role="row">${[
      t("items.product"),
      t("items.kind"),
      t("items.seats"),
      t("items.term"),
    ].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
    <tbody role="rowgroup">${items.map((item) => itemRow(t, item))}</tbody>
  </table>`;

const itemRow = (t: Translate, item: ItemFacts) => html`<tr role="row">
  <th scope="row" role="rowheader">${item.productName}${trialMark(t, item)}</th>
  <td role="cell" data-label="${t("items.kind")}">${kindBadge(t, item.kind)}</td>
  ${seatsAndTerm(t, item)}
</tr>`;

const trialMark = (t: Translate, item: ItemFacts) => [
  item.trial && trialBadge(t),
  item.convertsTrial && html` <span class="ak-hint block font-normal">${t("items.convertsTrial")}</span>`,
  item.endsOnSoFar &&
    html` <span class="ak-hint block font-normal">${t("items.renews", { date: t.date(item.endsOnSoFar) })}</span>`,
  renewedMark(t, item),
];

/** The old end of a license beside its new one. */
export const renewedMark = (t: Translate, { previousEndsOn }: Pick<ItemFacts, "previousEndsOn">) =>
  previousEndsOn &&
  html` <span class="ak-hint block font-normal">${t("items.renewed", { date: t.date(previousEndsOn) })}</span>`;

export const trialBadge = (t: Translate) => html` <span class="badge badge-outline ml-1">${t("items.trial")}</span>`;

/** How much and for how long: the last two columns of every table of products. */
export const seatsAndTerm = (t: Translate, item: Pick<ItemFacts, "seats" | "unit" | "startsOn" | "endsOn">) =>
  html`<td role="cell" data-label="${t("items.seats")}" class="num">${t("seats", { count: item.seats, unit: item.unit })}</td>
  <td role="cell" data-label="${t("items.term")}" class="num ak-term">${termDates(t, item)}</td>`;

/** A term that wraps between its dates only. */
export const termDates = (t: Translate, { startsOn, endsOn }: Pick<ItemFacts, "startsOn" | "endsOn">) => {
  const dates = t.term(startsOn, endsOn).split(/(?<=～|– )/);
  return html`<span>${dates.map((date) => html`<span class="inline-block whitespace-pre">${date}</span>`)}</span>`;
};
