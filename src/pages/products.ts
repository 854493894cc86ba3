import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { productKinds } from "../policy/process.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { type ConsoleFacts, consoleNote } from "./parts/console-state.ts";
import type { Problem } from "./parts/fields.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import type { Html } from "./parts/html-type.ts";
import { kindIcons } from "./parts/kinds.ts";
import { type LicenseFacts, licensesTable } from "./parts/licenses-table.ts";
import { type EndingLicense, endingNote } from "./products/ending-note.ts";
import { filterForm } from "./products/filter-form.ts";
import { countOf, isFiltered, type LicenseCount, type ListFilter, listPath } from "./products/product-list.ts";
import { statusCounts } from "./products/status-counts.ts";
import { termsPlot } from "./products/terms-plot.ts";

export type Products = Frame & {
  viewer: Viewer;
  now: Date;
  filter: ListFilter;
  /** One page of the list. */
  licenses: readonly LicenseFacts[];
  /** Of all licenses that match the search, whatever the page. */
  counts: readonly LicenseCount[];
  /** The first ones that need a renewal; the whole account's, none where the list is narrowed down. */
  ending: readonly EndingLicense[];
  /** How far the account's console is; null while it has none. */
  console: ConsoleFacts | null;
  /** The last license of this page, where another page follows. */
  nextAfter?: string;
  /** The list's first page is another one. */
  laterPage?: boolean;
  typed?: string;
  problem?: Problem;
};

/** All products of the account, by kind. */
export const productsPage = (t: Translate, facts: Products) =>
  layout(t, {
    ...facts,
    title: t("products.title"),
    error: facts.problem !== undefined,
    flow: "page",
    body: html`<div class="mb-5 flex flex-wrap items-end gap-4">
  <div class="mr-auto"><h1>${t("products.title")}</h1><p class="ak-lead mt-1 wrap-anywhere">${facts.viewer.company}</p></div>
  ${facts.viewer.mayActivate && html`<a class="btn btn-primary max-sm:w-full" href="/">${icon("plus", "size-5")}${t("products.provideKey")}</a>`}
</div>
${hasNothing(facts) ? emptyState(t, facts.viewer) : html`<div class="flex flex-col gap-5">${facts.console && consoleNote(t, facts.console, facts.csrf)}${overview(t, facts)}${list(t, facts)}</div>`}`,
  });

/** A key that is none of the account's may be one of an order that nobody has entered yet. */
export const unknownKeyText = (t: Translate, mayActivate: boolean): Html | string =>
  mayActivate
    ? t.rich("products.unknownKey", {
        provideKey: html`<a class="ak-link" href="/">${t("products.provideKey")}</a>`,
      })
    : t("products.unknownKeyViewer");

const hasNothing = ({ filter, counts, laterPage }: Products): boolean =>
  !isFiltered(filter) && !laterPage && countOf(counts, {}) === 0;

const emptyState = (t: Translate, { mayActivate }: Viewer) => html`<section class="ak-sheet">
  <span class="ak-mark ak-mark-primary">${icon("order")}</span>
  <div><h2>${t("products.empty")}</h2><p class="ak-lead">${t(mayActivate ? "products.emptyText" : "products.emptyTextViewer")}</p></div>
</section>`;

const overview = (t: Translate, { ending, counts, filter, licenses, now }: Products) => {
  const count = countOf(counts, { status: "expiring" }) + countOf(counts, { status: "grace" });
  return html`${endingNote(t, { licenses: ending, count })}${statusCounts(t, counts, filter)}${licenses.length > 0 && termsPlot(t, licenses, now)}`;
};

const list = (t: Translate, facts: Products) => html`<section class="ak-sheet" aria-labelledby="licenses">
  <h2 id="licenses">${t("products.licenses")}</h2>
  ${filterForm(t, facts)}
  <p class="sr-only" role="status" data-copy-status="${t("products.copied")}"></p>
  <p class="ak-hint">${t("products.shown", { shown: facts.licenses.length, total: countOf(facts.counts, facts.filter) })}</p>
  ${productKinds.map((kind) => group(t, facts, kind))}
  ${pageLinks(t, facts)}
  <p class="ak-hint">${t("products.mails")} <a class="ak-link" href="/account/e-mails">${t("products.mailsChange")}</a></p>
</section>`;

const group = (t: Translate, { licenses, counts, filter }: Products, kind: (typeof productKinds)[number]) => {
  const ofKind = licenses.filter((license) => license.kind === kind);
  if (ofKind.length === 0) return false;
  const count = countOf(counts, { ...filter, kind });
  return html`<div class="ak-group"><h3>${icon(kindIcons[kind], "text-muted")}${t(`kinds.${kind}`)} <span class="badge badge-outline">${t.number(count)}</span></h3>${licensesTable(t, ofKind, t(`kinds.${kind}`))}</div>`;
};

const pageLinks = (t: Translate, { filter, laterPage, nextAfter }: Products) =>
  (laterPage || nextAfter) &&
  html`<nav class="ak-actions" aria-label="${t("products.pages")}">${
    laterPage && html`<a class="btn btn-outline" href="${listPath(filter)}#licenses">${t("products.first")}</a>`
  }${
    nextAfter &&
    html`<a class="btn btn-outline" href="${listPath(filter, nextAfter)}#licenses">${t("products.next")}</a>`
  }</nav>`;
