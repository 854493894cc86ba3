import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { addressFields } from "../../policy/profile-form.ts";
import { accountSection } from "./account-section.ts";
import { factList } from "./facts.ts";
import { form } from "./fields.ts";
import { countryName } from "./list-options.ts";
import { type FormFacts, registrationField } from "./registration-field.ts";

export type AddressSection = {
  csrf: string;
  company: { name: string; country: string; loginId: string | null; customerNumber: string | null };
  address: FormFacts;
  /** Owner and admins. */
  mayManage: boolean;
};

/** The company of the account. Its name and country tie it to its orders, so the vendor changes them. */
export const addressSection = (t: Translate, { csrf, company, address, mayManage }: AddressSection) =>
  accountSection({
    id: "company-section",
    title: t("profile.company"),
    lead: t(mayManage ? "profile.company.lead" : "profile.company.leadViewer"),
    body: html`${factList([
      [t("register.company"), html`<span class="wrap-anywhere">${company.name}</span>`],
      [t("register.country"), countryName(t, company.country)],
      [t("register.accountId"), company.loginId],
      [t("profile.customerNumber"), company.customerNumber],
      ...(mayManage
        ? []
        : addressFields.map((name): [string, string | undefined] => [t(`register.${name}`), address.typed[name]])),
    ])}
  ${
    mayManage &&
    form({
      action: "/account/address",
      csrf,
      body: html`<div class="grid items-start gap-4 sm:grid-cols-2">${addressFields.map((name) => registrationField(t, address, name, name !== "timeZone"))}</div>
  <div class="ak-actions"><button class="btn btn-outline">${t("profile.company.save")}</button></div>`,
    })
  }`,
  });
