import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { MatchReason } from "../../policy/account-match.ts";
import { icon } from "../icons.ts";
import { accountLine, choice } from "./choices.ts";
import { details } from "./details.ts";
import { form } from "./fields.ts";
import type { Frame, Viewer } from "./frame.ts";
import { note } from "./notes.ts";
import { unbroken } from "./unbroken.ts";

export type AccountHint = {
  /** What the sign-in page is told to know the account by. Never shown. */
  id: string;
  /** The masked sign-in name, `j•••@acme.example`. */
  hint: string;
  reason: MatchReason;
  /** A cross grade: the order must go to this account. */
  binding: boolean;
};

type ChoiceFacts = Frame & {
  activationId: string;
  order: { orderNumber: string };
  accounts: readonly AccountHint[];
  /** The rules would let another account or a new one have it. */
  freeChoice: boolean;
};

/** Which account gets the order: the signed-in one, a likely one, another one or a new one. */
export const accountChoice = (t: Translate, facts: ChoiceFacts) =>
  html`<section class="ak-sheet" aria-labelledby="who"><h2 id="who">${t("preview.who")}</h2>${
    facts.viewer ? viewerChoice(t, facts, facts.viewer) : visitorChoice(t, facts)
  }</section>`;

const viewerChoice = (
  t: Translate,
  { activationId, csrf, accounts, freeChoice }: ChoiceFacts,
  viewer: Viewer,
) => html`<div class="ak-suggest">
  ${accountLine(viewer.email, viewer.company)}
  ${
    viewer.mayActivate
      ? form({
          action: `/activations/${activationId}/activate`,
          csrf,
          classes: "block",
          body: html`<button class="btn btn-primary btn-lg max-sm:w-full">${t("preview.activate")}</button>`,
        })
      : roleProvidesNoKeys(t)
  }
</div>
${freeChoice && html`<div class="ak-choices">${matchChoices(t, activationId, accounts)}${useAnotherAccount(t, activationId)}${createAccount(t, activationId)}</div>`}`;

/** What the button would be refused with, told before it is pressed. */
export const roleProvidesNoKeys = (t: Translate) =>
  note({ kind: "warning", icon: "warning", body: html`${t("role.providesNoKeys")}`, reason: "role_cannot_activate" });

const visitorChoice = (t: Translate, { activationId, order, accounts }: ChoiceFacts) => {
  const [first, ...others] = accounts;
  if (!first)
    return html`${createFirst(t, activationId)}<div class="ak-choices">${signInOther(t, activationId, "preview.signIn.haveOne")}</div>`;
  if (first.binding) return html`${suggestion(t, activationId, first)}${cannotSignIn(t, order.orderNumber)}`;
  return others.length === 0
    ? html`${suggestion(t, activationId, first)}
<div class="ak-choices">${signInOther(t, activationId)}${createAccount(t, activationId)}</div>`
    : html`<p class="ak-lead">${t("preview.mayBeOneOfThese")}</p>
<div class="ak-choices">${matchChoices(t, activationId, accounts)}${signInOther(t, activationId)}${createAccount(t, activationId)}</div>`;
};

/** Nobody is known: a new account needs nothing but an address. */
const createFirst = (t: Translate, activationId: string) => html`<div class="ak-suggest">
  <p>${t("preview.create.detail")}</p>
  <a class="btn btn-primary btn-lg max-sm:w-full" href="${emailPath(activationId)}">${icon("newPerson")}${t("preview.create")}</a>
</div>`;

/** The likely accounts and any other: where somebody signs in on the way of the original process. */
export const signInChoices = (
  t: Translate,
  { viewer, activationId, accounts }: Pick<ChoiceFacts, "viewer" | "activationId" | "accounts">,
) =>
  html`${matchChoices(t, activationId, accounts)}${viewer ? useAnotherAccount(t, activationId) : signInOther(t, activationId)}`;

/** The long form, for somebody who is signed in to an account that shall not get it. */
export const newAccountChoice = (t: Translate, activationId: string) =>
  choice({
    icon: "newPerson",
    href: `/activations/${activationId}/register`,
    title: t("review.newAccount"),
    detail: t("review.newAccount.detail"),
  });

/** The one account that a renewal is for. Somebody who is signed in to another one has to change. */
export const signInSuggestion = (
  t: Translate,
  activationId: string,
  account: AccountHint,
  viewer?: Viewer | null,
) => html`<div class="ak-suggest">
  ${accountLine(account.hint, t("match.owns_renewed_license"))}
  <a class="btn btn-primary btn-lg max-sm:w-full" href="${signInPath(activationId, account.id)}">${viewer ? t("preview.useAnother") : t("preview.signInAs", { hint: account.hint })}</a>
</div>`;

const suggestion = (t: Translate, activationId: string, account: AccountHint) => html`<div class="ak-suggest">
  <h3>${t(account.binding ? "preview.mustBeThis" : "preview.mayBeYours")}</h3>
  ${accountLine(account.hint, t(`match.${account.reason}`))}
  <a class="btn btn-primary btn-lg max-sm:w-full" href="${signInPath(activationId, account.id)}">${t("preview.signInAs", { hint: account.hint })}</a>
</div>`;

/** In a cross grade there is no other account and no new one. */
export const cannotSignIn = (t: Translate, orderNumber: string) =>
  details(
    t("refused.cannotSignIn"),
    html`<p>${t.rich("refused.cannotSignInText", { orderNumber: unbroken(orderNumber) })}</p>`,
  );

const matchChoices = (t: Translate, activationId: string, accounts: readonly AccountHint[]) =>
  accounts.map((account) => matchChoice(t, activationId, account));

const matchChoice = (t: Translate, activationId: string, { id, hint, reason }: AccountHint) =>
  choice({
    icon: "person",
    href: signInPath(activationId, id),
    title: t("preview.signInAs", { hint }),
    detail: t(`match.${reason}`),
  });

const signInOther = (
  t: Translate,
  activationId: string,
  detail: "preview.signIn.detail" | "preview.signIn.haveOne" = "preview.signIn.detail",
) =>
  choice({
    icon: "signIn",
    href: signInPath(activationId),
    title: t("preview.signInOther"),
    detail: t(detail),
  });

const useAnotherAccount = (t: Translate, activationId: string) =>
  choice({
    icon: "signIn",
    href: signInPath(activationId),
    title: t("preview.useAnother"),
    detail: t("preview.useAnother.detail"),
  });

const createAccount = (t: Translate, activationId: string) =>
  choice({
    icon: "newPerson",
    href: emailPath(activationId),
    title: t("preview.create"),
    detail: t("preview.create.detail"),
  });

const emailPath = (activationId: string): string => `/activations/${activationId}/email`;

/** Where somebody signs in to give this order to an account: to a likely one by its hint, else to one of their own. */
export const signInPath = (activationId: string, accountHintId?: string): string =>
  `/sign-in?${new URLSearchParams({ activation: activationId, ...(accountHintId && { as: accountHintId }) })}`;
