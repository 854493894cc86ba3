import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";
import { form } from "./fields.ts";

export type ExpiryMailsSwitch = {
  /** Where the form posts to: the account's own page, or the link of the mail. */
  action: string;
  csrf: string;
  /** Of whom, masked where nobody is signed in. */
  email: string;
  on: boolean;
};

/** Whether the mails about ending licenses come, and the button that changes it. */
export const expiryMailsForm = (t: Translate, { action, csrf, email, on }: ExpiryMailsSwitch) =>
  html`<div class="flex flex-col gap-4"><p class="flex gap-2">${icon(on ? "active" : "ended", "mt-1")}<span>${t.rich(
    on ? "expiryMails.on" : "expiryMails.off",
    { email: html`<strong class="font-semibold wrap-anywhere">${email}</strong>` },
  )}</span></p>
${form({
  action,
  csrf,
  classes: "flex flex-col gap-3",
  hidden: { mails: on ? "off" : "on" },
  body: html`<div class="ak-actions"><button class="btn ${on ? "btn-outline" : "btn-primary"}">${t(on ? "expiryMails.turnOff" : "expiryMails.turnOn")}</button></div>`,
})}</div>`;
