import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { form, type Problem } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { newPasswordField } from "./parts/new-password-field.ts";
import { reasonAttribute } from "./parts/notes.ts";

export type ResetPassword = Frame & { token: string; problem?: Problem };

/** The page of the mail's link. Loading it uses nothing up. */
export const resetPasswordPage = (t: Translate, facts: ResetPassword) =>
  layout(t, {
    ...facts,
    title: t("resetPassword.title"),
    error: facts.problem !== undefined,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t("resetPassword.title")}</h1><p class="ak-lead">${t("resetPassword.lead")}</p></div>
  ${form({
    action: `/reset-password/${facts.token}`,
    csrf: facts.csrf,
    body: html`${newPasswordField(t, facts.problem)}<div class="ak-actions"><button class="btn btn-primary btn-lg">${t("resetPassword.submit")}</button></div>`,
  })}
</section>`,
  });

/** What became of the link: the password is set, or the link is over. */
export const resetPasswordEndPage = (t: Translate, facts: Frame & { end: "done" | "over" }) => {
  const done = facts.end === "done";
  return layout(t, {
    ...facts,
    title: t(`resetPassword.${facts.end}.title`),
    error: !done,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <span class="ak-mark ${done ? "ak-mark-primary" : "ak-mark-warning"}">${icon(done ? "check" : "warning")}</span>
  <div><h1>${t(`resetPassword.${facts.end}.title`)}</h1>
    <p class="ak-lead"${reasonAttribute(done ? undefined : "reset_over")}>${t(`resetPassword.${facts.end}.text`)}</p></div>
  <div class="ak-actions">${
    done
      ? html`<a class="btn btn-primary btn-lg" href="/sign-in">${t("frame.signIn")}</a>`
      : html`<a class="btn btn-primary btn-lg" href="/forgot-password">${t("resetPassword.over.again")}</a>`
  }</div>
</section>`,
  });
};
