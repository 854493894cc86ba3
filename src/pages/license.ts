import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { graceEndsOn } from "../policy/license-status.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { type Fact, factList } from "./parts/facts.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { termDates, trialBadge } from "./parts/items-table.ts";
import { keyText } from "./parts/key-text.ts";
import { kindBadge } from "./parts/kinds.ts";
import { licenseBadge } from "./parts/license-badge.ts";
import { copyButton, type LicenseFacts } from "./parts/licenses-table.ts";
import { moment } from "./parts/moment.ts";
import { regionName } from "./parts/region.ts";
import { type ToldEvent, historyList } from "./products/history-list.ts";

export type License = Frame & {
  viewer: Viewer;
  license: LicenseFacts;
  sku: string;
  /** Null until an order names it. */
  region: string | null;
  registeredAt: Date;
  history: readonly ToldEvent[];
};

/** One license of the account and what became of it. */
export const licensePage = (t: Translate, facts: License) => {
  const { license, history } = facts;
  return layout(t, {
    ...facts,
    title: license.productName,
    flow: "page",
    body: html`<p class="mb-4"><a class="ak-link" href="/products">${t("license.back")}</a></p>
<div class="mb-5 flex flex-wrap items-center gap-3"><h1 class="wrap-anywhere">${license.productName}</h1>${license.trial && trialBadge(t)}${licenseBadge(t, license.status, license.daysLeft)}</div>
<div class="flex flex-col gap-5"><section class="ak-sheet" aria-labelledby="facts">
  <h2 id="facts">${t("license.facts")}</h2>
  <p class="sr-only" role="status" data-copy-status="${t("products.copied")}"></p>
  ${factList(licenseFacts(t, facts), "ak-facts-rows")}
  ${(license.status === "expiring" || license.status === "grace") && html`<p><a class="btn btn-outline" href="/help#renew">${icon("calendar")}${t("ending.how")}</a></p>`}
</section>
<section class="ak-sheet" aria-labelledby="history"><h2 id="history">${t("license.history")}</h2>${historyList(t, history, facts.viewer.mayActivate)}</section></div>`,
  });
};

const licenseFacts = (t: Translate, { license, sku, region, registeredAt }: License): Fact[] => [
  [
    t("license.code"),
    html`<span class="flex flex-wrap items-center gap-0.5">${keyText(license.activationCode)}${copyButton(t, license)}</span>`,
  ],
  [t("items.kind"), kindBadge(t, license.kind)],
  [t("items.seats"), t("seats", { count: license.seats, unit: license.unit })],
  [t("items.term"), termDates(t, license)],
  [t("license.worksUntil"), license.status === "converted" ? null : t.date(graceEndsOn(license.endsOn))],
  [t("license.region"), region && regionName(t, region)],
  [t("license.sku"), sku],
  [t("license.registered"), moment(t, registeredAt)],
];
