import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import type { Process } from "../policy/process.ts";
import { signInSuggestion } from "./parts/account-choice.ts";
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
  process: Process;
  items: readonly ItemFacts[];
  refusal: OrderRefusal;
  /** What became of a request for access that this page sent. */
  access?: AccessForm;
};

/** Stands in the preview's place: why the order cannot be activated so, and the ways on. */
export const orderRefusedPage = (t: Translate, facts: OrderRefused) => {
  const asked = facts.access?.asked === true;
  const title = asked ? t("access.asked") : titleOf(t, facts);
  const { orderNumber } = facts.order;
  return layout(t, {
    ...facts,
    title,
    error: !asked && !isOwn(facts),
    ...(facts.process === "original" ? reviewing : { step: stepOf(facts.refusal) }),
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

const reviewing = { step: "review", walk: "registration" } as const;

const stepOf = ({ reason }: OrderRefusal) => (reason.startsWith("cross_grade") ? "account" : "order");

const titleOf = (t: Translate, { refusal, process }: OrderRefused): string => {
  if (process === "original" && refusal.reason === "already_activated") return t("refused.already_registered.title");
  if (refusal.reason === "registered_to_other_account" && refusal.owner === null)
    return t("refused.several_owners.title");
  return t(`refused.${refusal.reason}.title`);
};

/** To find one's own order activated is no error. */
const isOwn = ({ refusal }: OrderRefused): boolean =>
  refusal.reason === "already_activated" && refusal.own !== undefined;

const refusalText = (t: Translate, facts: OrderRefused) =>
  html`<p class="ak-lead"${reasonAttribute(facts.refusal.reason)}>${sentences(t, explanation(t, facts), nothingActivated(t, facts))}</p>`;

/** Beside "this order was activated" it would be a contradiction. */
const nothingActivated = (t: Translate, { refusal }: OrderRefused) =>
  refusal.reason === "already_activated" ? "" : t("frame.nothingActivated");

const explanation = (t: Translate, { refusal, order, process, viewer, activationId }: OrderRefused): Html | string => {
  switch (refusal.reason) {
    case "order_cancelled":
      return t("reason.order_cancelled");
    case "already_activated":
      return alreadyActivated(t, refusal, process);
    case "saas_conflict":
      return saasConflict(t, refusal);
    case "cross_grade_needs_owner":
      return t("reason.cross_grade_needs_owner");
    case "cross_grade_other_account":
      return t("reason.cross_grade_other_account", { email: viewer?.email ?? "" });
    case "registered_to_other_account":
      return t(refusal.owner ? "reason.registered_to_other_account" : "reason.registered_to_other_account.several");
    case "needs_support":
      if (refusal.caseNumber) return t("reason.needs_support", { caseNumber: refusal.caseNumber });
      return activationId === null
        ? t.rich("reason.needs_support.no_case", { orderNumber: unbroken(order.orderNumber) })
        : t("reason.needs_support.ask");
  }
};

type AlreadyActivated = OrderRefusal & { reason: "already_activated" };

const alreadyActivated = (t: Translate, refusal: AlreadyActivated, process: Process): string => {
  const date = t.date(refusal.activatedAt);
  if (refusal.own === "by_mail" && refusal.owner) {
    return t("reason.already_activated.by_mail", { date, owner: refusal.owner });
  }
  const said = process === "original" ? "reason.already_registered" : "reason.already_activated";
  if (refusal.own) return t(`${said}.viewer`, { date });
  return refusal.owner ? t(said, { date, owner: refusal.owner }) : t(`${said}.unknown_owner`, { date });
};

const saasConflict = (t: Translate, refusal: OrderRefusal & { reason: "saas_conflict" }): Html => {
  const products = [...new Set(refusal.conflicts.map(({ held }) => held.productName))];
  return sentences(t, ...products.map((product) => t("reason.saas_conflict", { product })));
};

const waysOn = (t: Translate, facts: OrderRefused): Html => {
  const { refusal, order, process, activationId, viewer, items, csrf, access } = facts;
  switch (refusal.reason) {
    case "saas_conflict":
      return activationId === null
        ? startAgain(t)
        : waysForConflict(t, { refusal, activationId, process, orderNumber: order.orderNumber, count: items.length });
    case "cross_grade_needs_owner":
    case "cross_grade_other_account":
      return activationId === null
        ? startAgain(t)
        : crossGradeOwner(t, { refusal, activationId, orderNumber: order.orderNumber });
    case "registered_to_other_account":
      return activationId === null || refusal.owner === null
        ? html`<div class="ak-actions">${enterAnotherKey(t)}</div>`
        : html`${signInSuggestion(t, activationId, refusal.owner, viewer)}${!access?.asked && askForAccess(t, { csrf, viewer }, activationId, access, "second")}`;
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
