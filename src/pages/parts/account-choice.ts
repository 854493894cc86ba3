import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { MatchReason } from "../../policy/account-match.ts";
import { accountLine, choice } from "./choices.ts";
import { form } from "./fields.ts";
import type { Frame, Viewer } from "./frame.ts";

export type AccountHint = {
  /** What the sign-in page is told to know the account by. Never shown. */
  id: string;
  /** The masked sign-in name, `j•••@acme.example`. */
  hint: string;
  reason: MatchReason;
  /** A cross grade: the order must go to this account. */
  binding: boolean;
};

type ChoiceFacts = Frame & { activationId: string; accounts: readonly AccountHint[] };

/** Which account gets the order: the signed-in one, a likely one, another one or a new one. */
export const accountChoice = (t: Translate, facts: ChoiceFacts) =>
  html`<section class="ak-sheet" aria-labelledby="who"><h2 id="who">${t("preview.who")}</h2>${
    facts.viewer ? viewerChoice(t, facts, facts.viewer) : visitorChoice(t, facts)
  }</section>`;

const viewerChoice = (
  t: Translate,
  { activationId, csrf }: ChoiceFacts,
  viewer: Viewer,
) => html`<div class="ak-suggest">
  ${accountLine(viewer.email, viewer.company)}
  ${form({
    action: `/activations/${activationId}/activate`,
    csrf,
    classes: "block",
    body: html`<button class="btn btn-primary btn-lg max-sm:w-full">${t("preview.activate")}</button>`,
  })}
</div>
<div class="ak-choices">${useAnotherAccount(t, activationId)}${createAccount(t, activationId)}</div>`;

const visitorChoice = (t: Translate, { activationId, accounts }: ChoiceFacts) => {
  const [first, ...others] = accounts;
  const bound = accounts.some((account) => account.binding);
  return html`${first && others.length === 0 && suggestion(t, activationId, first)}
${others.length > 0 && html`<p class="ak-lead">${t("preview.mayBeOneOfThese")}</p>`}
<div class="ak-choices">${others.length > 0 && accounts.map((account) => matchChoice(t, activationId, account))}
${choice({ icon: "signIn", href: signInPath(activationId), title: t("preview.signInOther"), detail: t("preview.signIn.detail") })}
${!bound && createAccount(t, activationId)}</div>`;
};

const suggestion = (t: Translate, activationId: string, account: AccountHint) => html`<div class="ak-suggest">
  <h3>${t("preview.mayBeYours")}</h3>
  ${accountLine(account.hint, t(`match.${account.reason}`))}
  <a class="btn btn-primary btn-lg max-sm:w-full" href="${signInPath(activationId, account.id)}">${t("preview.signInAs", { hint: account.hint })}</a>
</div>`;

const matchChoice = (t: Translate, activationId: string, { id, hint, reason }: AccountHint) =>
  choice({
    icon: "person",
    href: signInPath(activationId, id),
    title: t("preview.signInAs", { hint }),
    detail: t(`match.${reason}`),
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
    href: `/activations/${activationId}/email`,
    title: t("preview.create"),
    detail: t("preview.create.detail"),
  });

/** Where somebody signs in to give this order to an account, as a likely one or as any. */
export const signInPath = (activationId: string, accountHintId?: string): string =>
  `/sign-in?${new URLSearchParams({ activation: activationId, ...(accountHintId && { as: accountHintId }) })}`;
