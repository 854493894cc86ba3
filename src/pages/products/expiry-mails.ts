import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";
import { layout } from "../layout.ts";
import { form } from "../parts/fields.ts";
import type { Frame } from "../parts/frame.ts";

type Switch = {
  /** Where the form posts to: the account's own page, or the link of the mail. */
  action: string;
  csrf: string;
  /** Of whom, masked where nobody is signed in. */
  email: string;
  on: boolean;
};

/** Whether the mails about ending licenses come, and the button that changes it. Stands on any page. */
export const expiryMailsForm = (t: Translate, { action, csrf, email, on }: Switch) =>
  html`<div class="flex flex-col gap-4"><p class="flex gap-2">${icon(on ? "active" : "ended", "mt-1")}<span>${t.rich(
    on ? "expiryMails.on" : "expiryMails.off",
    { email: html`<strong class="font-semibold wrap-anywhere">${email}</strong>` },
  )}</span></p>
${form({
  action,
  csrf,
  classes: "flex flex-col gap-3",
  hidden: { mails: on ? "off" : "on" },
  body: html`<button class="btn ${on ? "btn-outline" : "btn-primary"}">${t(on ? "expiryMails.turnOff" : "expiryMails.turnOn")}</button>`,
})}</div>`;

export type ExpiryMails = Frame & Switch;

/** The page of that one setting: for somebody signed in, and for whoever followed the link of such a mail. */
export const expiryMailsPage = (t: Translate, facts: ExpiryMails) =>
  layout(t, {
    ...facts,
    title: t("expiryMails.title"),
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1>${t("expiryMails.title")}</h1><p class="ak-lead">${t("expiryMails.lead")}</p></div>
  ${expiryMailsForm(t, facts)}
</section>`,
  });
