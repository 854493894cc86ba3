import type { Translate } from "../../messages/translate.ts";
import { accountSection } from "./account-section.ts";
import { type ExpiryMailsSwitch, expiryMailsForm } from "./expiry-mails-form.ts";

/** The mails about ending licenses, as their reader turns them on and off. */
export const expiryMailsSection = (t: Translate, setting: Omit<ExpiryMailsSwitch, "action">) =>
  accountSection({
    id: "mails-section",
    title: t("expiryMails.title"),
    lead: t("expiryMails.lead"),
    body: expiryMailsForm(t, { ...setting, action: "/account/e-mails" }),
  });
