import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { personalFields } from "../../policy/profile-form.ts";
import { accountSection } from "./account-section.ts";
import { form } from "./fields.ts";
import { type FormFacts, registrationField } from "./registration-field.ts";

export type PersonalSection = { csrf: string; personal: FormFacts };

/** Name, phone and language of the user. */
export const personalSection = (t: Translate, { csrf, personal }: PersonalSection) =>
  accountSection({
    id: "you",
    title: t("profile.you"),
    lead: t("profile.you.lead"),
    body: form({
      action: "/account/profile",
      csrf,
      body: html`<div class="grid items-start gap-4 sm:grid-cols-2">${fieldsInOrder(t).map((name) => registrationField(t, personal, name, name !== "language"))}</div>
  <div class="ak-actions"><button class="btn btn-outline">${t("profile.you.save")}</button></div>`,
    }),
  });

/** In Japan the family name comes first. */
const fieldsInOrder = (t: Translate) =>
  t.language === "ja" ? (["lastName", "firstName", "phone", "language"] as const) : personalFields;
