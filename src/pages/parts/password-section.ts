import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { accountSection } from "./account-section.ts";
import { form, type Problem } from "./fields.ts";
import { moment } from "./moment.ts";
import { newPasswordField } from "./new-password-field.ts";

export type PasswordSection = { csrf: string; mayChange: boolean; password: { setAt: Date | null; problem?: Problem } };

/** Whether there is a password, and another one. */
export const passwordSection = (t: Translate, { csrf, mayChange, password: { setAt, problem } }: PasswordSection) =>
  accountSection({
    id: "password",
    title: t("account.password.title"),
    lead: setAt ? t.rich("account.password.since", { at: moment(t, setAt) }) : t("account.password.none"),
    body: html`${mayChange && form({ action: "/account/password", csrf, body: fields(t, setAt !== null, problem) })}`,
  });

const fields = (t: Translate, replaces: boolean, problem: Problem | undefined) =>
  html`${newPasswordField(t, problem)}
  <div class="ak-actions"><button class="btn btn-outline">${t(replaces ? "account.password.change" : "account.password.set")}</button>
    <span class="ak-hint">${t("account.password.signsOut")}</span></div>`;
