import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { signInAgain } from "../account-layout.ts";
import { accountSection } from "./account-section.ts";
import { field, form, type Problem } from "./fields.ts";
import type { Viewer } from "./frame.ts";

export type EmailSection = {
  csrf: string;
  viewer: Viewer;
  /** The address signs in, so it is changed only right after a sign-in. */
  mayChangeEmail: boolean;
  newEmail: { typed?: string; problem?: Problem };
};

/** The address that signs in, and another one. */
export const emailSection = (t: Translate, { csrf, viewer, mayChangeEmail, newEmail }: EmailSection) =>
  accountSection({
    id: "email-section",
    title: t("profile.email"),
    lead: html`<span class="wrap-anywhere">${t("profile.email.lead", { email: viewer.email })}</span>`,
    body: mayChangeEmail
      ? form({
          action: "/account/email",
          csrf,
          body: html`${field(t, {
            name: "newEmail",
            label: t("profile.newEmail"),
            hint: t("profile.newEmail.hint"),
            value: newEmail.typed,
            problem: newEmail.problem,
            input: html`class="input" type="email" autocomplete="email" spellcheck="false"`,
          })}
  <div class="ak-actions"><button class="btn btn-outline">${t("profile.email.change")}</button></div>`,
        })
      : signInAgain(t, "account/profile", t("profile.email.signInAgain")),
  });
