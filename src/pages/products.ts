import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { type ConsoleFacts, consoleNote } from "./parts/console-state.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { kindIcons, productKinds } from "./parts/kinds.ts";
import { type LicenseFacts, licensesTable } from "./parts/licenses-table.ts";
import { type CountedStatus, countedStatuses } from "./parts/license-badge.ts";

export type Products = Frame & {
  viewer: Viewer;
  licenses: readonly LicenseFacts[];
  /** Of the whole account, also where the list has several pages. */
  counts: Record<CountedStatus, number>;
  /** How far the account's console is; null while it has none. */
  console: ConsoleFacts | null;
  nextPage?: string;
  firstPage?: string;
};

/** All products of the account, by kind. */
export const productsPage = (t: Translate, facts: Products) =>
  layout(t, {
    ...facts,
    title: t("products.title"),
    flow: "page",
    body: html`<div class="mb-5 flex flex-wrap items-end gap-4">
  <div class="mr-auto"><h1>${t("products.title")}</h1><p class="ak-lead mt-1 wrap-anywhere">${facts.viewer.company}</p></div>
  <a class="btn btn-primary max-sm:w-full" href="/">${icon("plus", "size-5")}${t("products.provideKey")}</a>
</div>
${facts.licenses.length === 0 ? emptyState(t) : html`<div class="flex flex-col gap-5">${facts.console && consoleNote(t, facts.console, facts.csrf)}${counts(t, facts)}${licenses(t, facts)}</div>`}`,
  });

const emptyState = (t: Translate) => html`<section class="ak-sheet">
  <span class="ak-mark ak-mark-primary">${icon("order")}</span>
  <div><h2>${t("products.empty")}</h2><p class="ak-lead">${t("products.emptyText")}</p></div>
</section>`;

const counts = (t: Translate, facts: Products) =>
  html`<dl class="ak-counts" aria-label="${t("products.counts")}">${countedStatuses.map(
    (status) => html`<div><dt>${t(`count.${status}`)}</dt><dd>${t.number(facts.counts[status])}</dd></div>`,
  )}</dl>`;

const licenses = (t: Translate, facts: Products) => html`<section class="ak-sheet" aria-labelledby="licenses">
  <h2 id="licenses">${t("products.licenses")}</h2>
  <p class="sr-only" role="status" data-copy-status="${t("products.copied")}"></p>
  ${productKinds.map((kind) => {
    const ofKind = facts.licenses.filter((license) => license.kind === kind);
    return (
      ofKind.length > 0 &&
      html`<div class="ak-group"><h3>${icon(kindIcons[kind], "text-muted")}${t(`kinds.${kind}`)}</h3>${licensesTable(t, ofKind, t(`kinds.${kind}`))}</div>`
    );
  })}
  ${pageLinks(t, facts)}
</section>`;

const pageLinks = (t: Translate, { firstPage, nextPage }: Products) =>
  (firstPage || nextPage) &&
  html`<div class="ak-actions">${firstPage && html`<a class="btn btn-outline" href="${firstPage}">${t("products.first")}</a>`}${
    nextPage && html`<a class="btn btn-outline" href="${nextPage}">${t("products.next")}</a>`
  }</div>`;
