import { html } from "hono/html";
import type { ShownAccount } from "../account-states.ts";
import { entitlementStatus, type EntitlementStatus } from "../entitlement-status.ts";
import type { Entitlement } from "../entitlements.ts";
import type { Texts } from "../texts/en.ts";
import { icon, type IconName } from "./icons.ts";
import { type Frame, layout, type Viewer } from "./layout.ts";

export type Products = Frame & { viewer: Viewer; account: ShownAccount; now: Date };

/** What the account has in the console. Everybody of the account sees the same, whatever their role. */
export const productsPage = (t: Texts, page: Products) =>
  layout(t, {
    ...page,
    title: t.products,
    body: html`<div class="mb-6 flex flex-wrap items-end gap-4">
<div class="mr-auto"><h2 class="ak-title" id="products">${t.products}</h2><p class="ak-lead mt-1 wrap-anywhere">${page.account.company}</p></div>
<span class="badge badge-outline">${icon("place")}<span class="sr-only">${t.regionOf}: </span>${t.region(page.account.region)}</span>
</div>
${page.account.entitlements.length === 0 ? nothing(t) : html`${counts(t, page)}${table(t, page)}`}`,
  });

const nothing = (
  t: Texts,
) => html`<section class="ak-sheet"><span class="ak-mark ak-mark-primary">${icon("addOn")}</span>
<div><h3>${t.empty}</h3><p class="ak-lead">${t.emptyText}</p></div></section>`;

const isAddOn = ({ kind }: Entitlement): boolean => kind === "xdr_add_on";

const counts = (t: Texts, { account: { entitlements }, now }: Products) => {
  const having = (...wanted: EntitlementStatus[]) =>
    entitlements.filter((entitlement) => wanted.includes(entitlementStatus(entitlement, now).status)).length;
  const addOns = entitlements.filter(isAddOn).length;
  const facts: [string, number][] = [
    [t.counts.addOns, addOns],
    [t.counts.related, entitlements.length - addOns],
    [t.counts.active, having("active", "expiring")],
    [t.counts.ending, having("expiring", "grace", "expired")],
  ];
  return html`<dl class="ak-counts mb-5" aria-label="${t.counts.label}">${facts.map(
    ([name, count]) => html`<div><dt>${name}</dt><dd>${count}</dd></div>`,
  )}</dl>`;
};

const table = (t: Texts, page: Products) => html`<section class="ak-sheet" aria-labelledby="products">
<table class="ak-table" role="table" aria-labelledby="products">
<thead role="rowgroup"><tr role="row">${Object.values(t.columns).map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">${inOrder(t, page.account.entitlements).map((entitlement) => row(t, page, entitlement))}</tbody>
</table></section>`;

/** Add-ons first, then by name. */
const inOrder = (t: Texts, entitlements: readonly Entitlement[]): Entitlement[] =>
  entitlements.toSorted(
    (a, b) =>
      Number(isAddOn(b)) - Number(isAddOn(a)) ||
      a.name[t.language].localeCompare(b.name[t.language], t.language) ||
      a.endsOn.localeCompare(b.endsOn),
  );

const row = (t: Texts, { account, now }: Products, entitlement: Entitlement) => {
  const addOn = isAddOn(entitlement);
  const cell = (name: string, content: unknown, classes = "") =>
    html`<td role="cell" data-label="${name}" class="${classes}">${content}</td>`;
  return html`<tr role="row">
<th scope="row" role="rowheader"><span class="flex items-center gap-3">${icon(addOn ? "addOn" : "related", "text-primary")}<span class="wrap-anywhere">${entitlement.name[t.language]}${
    entitlement.trial && html` <span class="badge badge-outline ml-1">${t.trial}</span>`
  }</span></span></th>
${cell(t.columns.kind, addOn ? t.addOn : t.related)}
${cell(t.columns.region, t.region(entitlement.region ?? account.region))}
${cell(t.columns.seats, t.seats(entitlement.seats, entitlement.unit), "num")}
${cell(t.columns.term, html`<span>${t.term(entitlement.startsOn, entitlement.endsOn).map((part) => html`<span class="inline-block whitespace-pre">${part}</span>`)}</span>`, "num ak-term")}
${cell(t.columns.status, statusBadge(t, entitlement, now))}
</tr>`;
};

const looks: Record<EntitlementStatus, { badge: string; icon: IconName }> = {
  active: { badge: "badge-soft badge-success", icon: "active" },
  expiring: { badge: "badge-soft badge-warning", icon: "clock" },
  grace: { badge: "badge-error", icon: "warning" },
  expired: { badge: "badge-outline", icon: "ended" },
  not_started: { badge: "badge-outline", icon: "calendar" },
};

/** A status is an icon and words, never a colour alone. */
const statusBadge = (t: Texts, entitlement: Entitlement, now: Date) => {
  const { status, days } = entitlementStatus(entitlement, now);
  return html`<span class="badge ${looks[status].badge}">${icon(looks[status].icon)}${t.status[status](days)}</span>`;
};
