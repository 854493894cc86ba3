import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import type { OriginalCause } from "../policy/process.ts";
import { layout } from "./layout.ts";
import {
  type AccountHint,
  newAccountChoice,
  roleProvidesNoKeys,
  signInChoices,
  signInSuggestion,
} from "./parts/account-choice.ts";
import { askForAccess } from "./parts/ask-for-access.ts";
import { accountLine } from "./parts/choices.ts";
import { details } from "./parts/details.ts";
import { form, type Problem } from "./parts/fields.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { type ItemFacts, itemsTable } from "./parts/items-table.ts";
import { checkboxField } from "./parts/list-fields.ts";
import { remark } from "./parts/notes.ts";
import { type OrderSummary, orderFacts } from "./parts/order-facts.ts";

export type ReviewProducts = Frame & {
  activationId: string;
  order: OrderSummary;
  items: readonly ItemFacts[];
  /** Items of the key that are registered already. */
  leftOut: number;
  /** The order has items that this key does not open. */
  hasOtherKeys: boolean;
  why: OriginalCause;
  /** Accounts that may already be the customer's, the most likely first. */
  accounts: readonly AccountHint[];
  /** A renewal that only this account may have, while nobody is signed in. */
  owner: AccountHint | null;
  /** A renewal of the viewer's own license: no other account may have it. */
  isOwn?: boolean;
  /** Somebody who is signed in wants another account. */
  newAccount: boolean;
  agreed: boolean;
  problem?: Problem;
};

/** The original process: what the key registers, the license agreement, and for which account. */
export const reviewProductsPage = (t: Translate, facts: ReviewProducts) => {
  const { order, items, leftOut, hasOtherKeys, why } = facts;
  return layout(t, {
    ...facts,
    title: t("review.title"),
    error: facts.problem !== undefined,
    step: "review",
    walk: facts.viewer && !facts.newAccount ? "signedIn" : "registration",
    body: html`<section class="ak-sheet">
  <div><h1>${t("review.title")}</h1><p class="ak-lead">${t("review.lead", { count: items.length })}</p></div>
  ${orderFacts(t, order, order.orderNumber)}
  ${itemsTable(t, items, t("items.toRegister"))}
  ${leftOut > 0 && remark("info", t("review.leftOut", { count: leftOut }))}
  ${hasOtherKeys && remark("info", t("review.otherKeys"))}
  ${details(t("review.why"), html`<p>${t(`original.why.${why}`)}</p>`)}
</section>
${facts.owner ? signInAsOwner(t, facts, facts.owner) : registration(t, facts)}`,
  });
};

const signInAsOwner = (
  t: Translate,
  facts: ReviewProducts,
  owner: AccountHint,
) => html`<section class="ak-sheet" aria-labelledby="who">
  <h2 id="who">${t("review.renewalOf")}</h2>
  ${signInSuggestion(t, facts.activationId, owner)}
</section>
<section class="ak-sheet">${askForAccess(t, facts, facts.activationId, {}, "second")}</section>`;

const registration = (t: Translate, facts: ReviewProducts) => {
  const known = facts.newAccount ? null : facts.viewer;
  return html`<section class="ak-sheet" aria-labelledby="agree">
  <h2 id="agree">${t(known ? "review.forAccount" : "review.agreement")}</h2>
  ${known && accountLine(known.email, known.company)}
  ${known?.mayActivate === false ? roleProvidesNoKeys(t) : agreementForm(t, facts)}
</section>
${!facts.isOwn && otherWays(t, facts, known)}`;
};

const agreementForm = (t: Translate, facts: ReviewProducts) => {
  const { activationId, csrf, newAccount, agreed, problem, brand } = facts;
  return html`${details(t("agreement.read"), agreementText(t, brand.name))}
  ${form({
    action: `/activations/${activationId}/review`,
    csrf,
    hidden: { account: newAccount ? "new" : undefined },
    body: html`${checkboxField(t, { name: "agreement", label: t("review.accept"), checked: agreed, problem })}<p class="ak-hint">${whatIsNext(t, facts)}</p><div class="ak-actions"><button class="btn btn-primary btn-lg sm:px-10">${t("review.submit")}</button></div>`,
  })}`;
};

/** "Continue" registers at once or leads to the long form: nobody should have to find out by pressing it. */
const whatIsNext = (t: Translate, { viewer, newAccount, isOwn, items }: ReviewProducts): string => {
  if (!viewer || newAccount) return t("review.next.form");
  return t(isOwn ? "review.next.renewed" : "review.next.registered", { count: items.length });
};

const otherWays = (
  t: Translate,
  facts: ReviewProducts,
  known: Viewer | null | undefined,
) => html`<section class="ak-sheet" aria-labelledby="who">
  <h2 id="who">${t(known ? "review.otherAccount" : "review.knownAccount")}</h2>
  <div class="ak-choices">${signInChoices(t, facts)}${known && newAccountChoice(t, facts.activationId)}</div>
</section>`;

const clauses = ["use", "seats", "term", "vendor"] as const;

const agreementText = (t: Translate, brand: string) =>
  html`<ol class="list-decimal ps-5">${clauses.map((clause) => html`<li>${t(`agreement.${clause}`, { brand })}</li>`)}</ol>`;
