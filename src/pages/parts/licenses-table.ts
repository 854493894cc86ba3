import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";
import { type ItemFacts, renewedMark, seatsAndTerm, trialBadge } from "./items-table.ts";
import { keyText } from "./key-text.ts";
import { licenseBadge, type ShownStatus } from "./license-badge.ts";

export type LicenseFacts = Omit<ItemFacts, "convertsTrial"> & {
  id: string;
  activationCode: string;
  /** Null of a license that no order here has given. */
  orderNumber: string | null;
  status: ShownStatus;
  /** As the license-status policy counts them. */
  daysLeft: number;
  /** Where the product is used; null for products that the console does not show. */
  consoleLink: string | null;
};

/** The licenses of one kind, a row each. */
export const licensesTable = (t: Translate, licenses: readonly LicenseFacts[], caption: string) =>
  html`<table class="ak-table ak-cols" role="table">
    <caption class="sr-only">${caption}</caption>
    <thead role="rowgroup"><tr role="row">${[
      t("products.product"),
      t("products.status"),
      t("items.seats"),
      t("items.term"),
    ].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
    <tbody role="rowgroup">${licenses.map((license) => licenseRow(t, license))}</tbody>
  </table>`;

const licenseRow = (t: Translate, license: LicenseFacts) => html`<tr role="row">
  <th scope="row" role="rowheader"><a class="ak-link" href="/licenses/${license.id}">${license.productName}</a>${license.trial && trialBadge(t)}<span class="flex items-center gap-0.5 font-normal">${keyText(license.activationCode)}${copyButton(t, license)}</span>${orderOf(t, license)}${renewedMark(t, license)}${openConsole(t, license)}</th>
  <td role="cell" data-label="${t("products.status")}">${licenseBadge(t, license.status, license.daysLeft)}</td>
  ${seatsAndTerm(t, license)}
</tr>`;

const orderOf = (t: Translate, { orderNumber }: LicenseFacts) =>
  orderNumber && html`<span class="ak-hint block font-normal">${t("order.heading", { orderNumber })}</span>`;

const openConsole = (t: Translate, { consoleLink, productName }: LicenseFacts) =>
  consoleLink &&
  html`<a class="ak-link font-normal text-sm" href="${consoleLink}">${t("console.open")}<span class="sr-only">: ${productName}</span></a>`;

/** Hidden until script runs: without it nothing can be copied by a button. */
export const copyButton = (
  t: Translate,
  { activationCode, productName }: Pick<LicenseFacts, "activationCode" | "productName">,
) =>
  html`<button type="button" hidden class="btn btn-ghost btn-square size-8 text-muted" data-copy="${activationCode}" aria-label="${t("products.copy", { product: productName })}">${icon("copy", "size-4")}${icon("check", "size-4")}</button>`;
