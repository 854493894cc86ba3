import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { type ExpiryMailsSwitch, expiryMailsForm } from "./parts/expiry-mails-form.ts";
import type { Frame } from "./parts/frame.ts";

export type ExpiryMails = Frame & ExpiryMailsSwitch;

/** The page of that one setting, for whoever followed the link of such a mail. */
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
