import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { type AccessForm, accessAsked, askForAccess } from "./parts/ask-for-access.ts";
import { form } from "./parts/fields.ts";
import { crossGradeOwner, waysForConflict } from "./parts/refusal-ways.ts";
import { details } from "./parts/details.ts";
import type { Frame } from "./parts/frame.ts";
import type { Html } from "./parts/html-type.ts";
import { type ItemFacts, itemsTable } from "./parts/items-table.ts";
import { reasonAttribute } from "./parts/notes.ts";
import { type OrderSummary, orderFacts } from "./parts/order-facts.ts";
import type { OrderRefusal } from "./parts/refusal.ts";
import { sentences } from "./parts/sentences.ts";
import { unbroken } from "./parts/unbroken.ts";

export type OrderRefused = Frame & {
  /** Null in another browser than the one that began: the ways on from here are walked in that one. */
  activationId: string | null;
  order: OrderSummary;
  items: readonly ItemFacts[];
  refusal: OrderRefusal;
  /** What became of a request for access that this page sent. */
  access?: AccessForm;
};

/** Stands in the preview's place: why the order cannot be activated so, and the ways on. */
export const orderRefusedPage = (t: Translate, facts: OrderRefused) => {
  const asked = facts.access?.asked === true;
  const title = t(asked ? "access.asked" : `refused.${facts.refusal.reason}.title`);
  const { orderNumber } = facts.order;
  return layout(t, {
    ...facts,
    title,
    error: !asked && !isOwn(facts),
    step: facts.refusal.reason.startsWith("cross_grade") ? "account" : "order",
    body: html`<section class="ak-sheet">
  ${asked ? accessAsked(t, title) : html`<div><h1>${title}</h1>${refusalText(t, facts)}</div>`}
  ${waysOn(t, facts)}
</section>
<section class="ak-sheet" aria-labelledby="order">
  <h2 id="order">${t("order.heading", { orderNumber })}</h2>
  ${orderFacts(t, facts.order)}
  ${
    facts.items.length > 0 &&
    details(t("items.show", { count: facts.items.length }), html`${itemsTable(t, facts.items, t("items.toActivate"))}`)
  }
</section>`,
  });
};

/** To find one's own order activated is no error. */
const isOwn = ({ refusal }: OrderRefused): boolean =>
  refusal.reason === "already_activated" && refusal.own !== undefined;

const refusalText = (t: Translate, facts: OrderRefused) =>
  html`<p class="ak-lead"${reasonAttribute(facts.refusal.reason)}>${sentences(t, explanation(t, facts), nothingActivated(t, facts))}</p>`;

/** Beside "this order was activated" it would be a contradiction. */
const nothingActivated = (t: Translate, { refusal }: OrderRefused) =>
  refusal.reason === "already_activated" ? "" : t("frame.nothingActivated");

const explanation = (t: Translate, { refusal, order, viewer, activationId }: OrderRefused): Html | string => {
  switch (refusal.reason) {
    case "order_cancelled":
      return t("reason.order_cancelled");
    case "already_activated":
      return alreadyActivated(t, refusal);
    case "saas_conflict":
      return saasConflict(t, refusal);
    case "cross_grade_needs_owner":
      return t("reason.cross_grade_needs_owner");
    case "cross_grade_other_account":
      return t("reason.cross_grade_other_account", { email: viewer?.email ?? "" });
    case "needs_support":
      if (refusal.caseNumber) return t("reason.needs_support", { caseNumber: refusal.caseNumber });
      return activationId === null
        ? t.rich("reason.needs_support.no_case", { orderNumber: unbroken(order.orderNumber) })
        : t("reason.needs_support.ask");
  }
};

const alreadyActivated = (t: Translate, refusal: OrderRefusal & { reason: "already_activated" }): string => {
  const date = t.date(refusal.activatedAt);
  if (refusal.own === "by_mail" && refusal.owner) {
    return t("reason.already_activated.by_mail", { date, owner: refusal.owner });
  }
  if (refusal.own) return t("reason.already_activated.viewer", { date });
  return refusal.owner
    ? t("reason.already_activated", { date, owner: refusal.owner })
    : t("reason.already_activated.unknown_owner", { date });
};

const saasConflict = (t: Translate, refusal: OrderRefusal & { reason: "saas_conflict" }): Html => {
  const products = [...new Set(refusal.conflicts.map(({ held }) => held.productName))];
  return sentences(t, ...products.map((product) => t("reason.saas_conflict", { product })));
};

const waysOn = (t: Translate, { refusal, order, activationId, viewer, items, csrf, access }: OrderRefused): Html => {
  switch (refusal.reason) {
    case "saas_conflict":
      return activationId === null
        ? startAgain(t)
        : waysForConflict(t, { refusal, activationId, orderNumber: order.orderNumber, count: items.length });
    case "cross_grade_needs_owner":
    case "cross_grade_other_account":
      return activationId === null
        ? startAgain(t)
        : crossGradeOwner(t, { refusal, activationId, orderNumber: order.orderNumber });
    case "already_activated":
      return waysOfActivated(t, refusal, { activationId, viewer, csrf, access });
    case "needs_support":
      return html`${
        refusal.caseNumber === null &&
        activationId !== null &&
        form({
          action: `/activations/${activationId}/support-case`,
          csrf,
          body: html`<div class="ak-actions"><button class="btn btn-primary btn-lg">${t("case.open")}</button></div>`,
        })
      }<div class="ak-actions">${enterAnotherKey(t)}</div>`;
    case "order_cancelled":
      return html`<div class="ak-actions">${enterAnotherKey(t)}</div>`;
  }
};

const waysOfActivated = (
  t: Translate,
  { own, owner }: OrderRefusal & { reason: "already_activated" },
  { activationId, viewer, csrf, access }: Pick<OrderRefused, "activationId" | "viewer" | "csrf" | "access">,
) => {
  const mayAsk = own === undefined && owner !== null && activationId !== null && !access?.asked;
  const look = own === "by_mail" ? "btn-primary" : "btn-outline";
  return html`${mayAsk && askForAccess(t, { csrf, viewer }, activationId, access)}<div class="ak-actions">${
    viewer
      ? html`<a class="btn ${look} btn-lg" href="/products">${t("refused.seeProducts")}</a>`
      : html`<a class="btn ${look} btn-lg" href="/sign-in">${t("frame.signIn")}</a>`
  }${enterAnotherKey(t)}</div>`;
};

const startAgain = (t: Translate) =>
  html`<div class="ak-actions"><a class="btn btn-primary btn-lg" href="/">${t("ended.startAgain")}</a></div>`;

const enterAnotherKey = (t: Translate) =>
  html`<a class="btn btn-outline btn-lg" href="/">${t("refused.enterAnother")}</a>`;
