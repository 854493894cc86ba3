import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { countOf, type LicenseCount, type ListFilter, listPath } from "./product-list.ts";

const counted = ["active", "expiring", "grace", "expired", "not_started"] as const;

/** How many licenses have which status; each leads to the list of these. */
export const statusCounts = (t: Translate, counts: readonly LicenseCount[], filter: ListFilter) =>
  html`<dl class="ak-counts" aria-label="${t("products.counts")}">${counted.map(
    (status) =>
      html`<div><dt><a href="${listPath({ ...filter, status })}#licenses"${status === filter.status ? html` aria-current="true"` : ""}>${t(`count.${status}`)}</a></dt><dd>${t.number(countOf(counts, { ...filter, status }))}</dd></div>`,
  )}</dl>`;
