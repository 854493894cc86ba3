import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { accountSection } from "./account-section.ts";
import { form } from "./fields.ts";
import { moment } from "./moment.ts";

export type AuthenticatorSection = {
  csrf: string;
  mayChange: boolean;
  authenticator: { confirmedAt: Date | null; recoveryCodesLeft: number };
};

/** The second factor: on or off, and how many recovery codes are left. */
export const authenticatorSection = (t: Translate, facts: AuthenticatorSection) => {
  const { confirmedAt, recoveryCodesLeft } = facts.authenticator;
  return accountSection({
    id: "authenticator",
    title: t("account.authenticator.title"),
    lead: confirmedAt
      ? t.rich("account.authenticator.on", { at: moment(t, confirmedAt) })
      : t("account.authenticator.off"),
    body: html`${confirmedAt && html`<p>${t("account.authenticator.codesLeft", { count: recoveryCodesLeft })}</p>`}
  ${facts.mayChange && html`<div class="ak-actions">${confirmedAt ? whileOn(t, facts.csrf) : whileOff(t, facts.csrf)}</div>`}`,
  });
};

const whileOff = (t: Translate, csrf: string) =>
  button("/account/authenticator", csrf, t("account.authenticator.setUp"));

const whileOn = (t: Translate, csrf: string) => [
  button("/account/recovery-codes", csrf, t("account.authenticator.newCodes")),
  button("/account/authenticator/turn-off", csrf, t("account.authenticator.turnOff")),
];

const button = (action: string, csrf: string, text: string) =>
  form({ action, csrf, classes: "", body: html`<button class="btn btn-outline">${text}</button>` });
