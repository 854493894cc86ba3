import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import type { RegistrationField } from "../policy/registration-form.ts";
import { layout } from "./layout.ts";
import { form } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import { note } from "./parts/notes.ts";
import { type FormFacts, registrationField } from "./parts/registration-field.ts";

export type Register = Frame &
  FormFacts & { activationId: string; orderNumber: string; company: string; itemCount: number };

/** The long form of the original process, for a customer without an account. */
export const registerPage = (t: Translate, facts: Register) =>
  layout(t, {
    ...facts,
    title: t("register.title"),
    error: facts.problems.length > 0,
    step: "register",
    walk: "registration",
    flow: "wide",
    body: html`<div class="ak-sheet">
  <div><h1>${t("register.title")}</h1><p class="ak-lead">${t("register.lead", { orderNumber: facts.orderNumber, company: facts.company, count: facts.itemCount })}</p></div>
  ${facts.problems.length > 0 && problemList(t, facts)}
  ${form({
    action: `/activations/${facts.activationId}/register`,
    csrf: facts.csrf,
    classes: "flex flex-col gap-6",
    body: html`${sections.map((section) => fieldset(t, facts, section))}
<div class="ak-actions border-t border-base-300 pt-6 sm:justify-end">
  <a class="btn btn-ghost btn-lg" href="/activations/${facts.activationId}">${t("register.back")}</a>
  <button class="btn btn-primary btn-lg sm:px-10">${t("register.submit")}</button>
</div>`,
  })}
</div>`,
  });

const problemList = (t: Translate, { problems }: Register) =>
  note({
    kind: "error",
    icon: "alert",
    body: html`<strong>${t("register.problems", { count: problems.length })}</strong>
    <ul class="mt-1 list-disc ps-5">${inOrder(
      t,
      problems.map(({ field }) => field),
    ).map((field) => html`<li><a class="ak-link" href="#${field}">${t(`register.${field}`)}</a></li>`)}</ul>`,
  });

const sections = [
  { name: "account", fields: ["accountId", "password"] },
  { name: "you", fields: ["firstName", "lastName", "email", "phone"] },
  { name: "company", fields: ["company", "address", "city", "postalCode", "state", "country"] },
  { name: "preferences", fields: ["timeZone", "language"] },
] as const;

const fieldset = (t: Translate, facts: Register, { name, fields }: (typeof sections)[number]) =>
  html`<fieldset class="grid gap-x-10 gap-y-4 border-t border-base-300 pt-6 md:grid-cols-[14rem_1fr]">
  <legend class="contents"><span class="md:col-start-1"><span class="block text-lg font-semibold">${t(`register.section.${name}`)}</span><span class="ak-hint block font-normal">${t(`register.section.${name}.hint`)}</span></span></legend>
  <div class="grid items-start gap-4 sm:grid-cols-2 md:col-start-2">${inOrder(t, fields).map((field) => registrationField(t, facts, field))}</div>
</fieldset>`;

/** In Japan the family name comes first. */
const inOrder = (t: Translate, fields: readonly RegistrationField[]): readonly RegistrationField[] =>
  t.language === "ja" && fields.includes("firstName") && fields.includes("lastName")
    ? fields.map((field) => swapped[field] ?? field)
    : fields;

const swapped: Partial<Record<RegistrationField, RegistrationField>> = { firstName: "lastName", lastName: "firstName" };
