import { html } from "hono/html";
import { languages, type Translate } from "../../messages/translate.ts";
import type { RegistrationField } from "../../policy/registration-form.ts";
import { field, type Problem } from "./fields.ts";
import { languageNames } from "./frame.ts";
import type { Html } from "./html-type.ts";
import { selectField } from "./list-fields.ts";
import { countryOptions, option, timeZoneOptions } from "./list-options.ts";

export type FormFacts = {
  /** What was typed comes back, but for the password. */
  typed: Readonly<Partial<Record<Exclude<RegistrationField, "password">, string>>>;
  problems: readonly (Problem & { field: RegistrationField })[];
};

/** One field of the long form with what was typed and what is wrong with it. */
export const registrationField = (
  t: Translate,
  { typed, problems }: FormFacts,
  name: RegistrationField,
  optional = name === "state",
) => {
  const label = t(`register.${name}`);
  const problem = problems.find((each) => each.field === name);
  if (isListed(name)) return selectField(t, { name, label, problem, ...lists[name](t, typed[name] ?? "") });
  const input = field(t, {
    name,
    label,
    hint: isHinted(name) ? t(`register.${name}.hint`) : "",
    value: name === "password" ? "" : typed[name],
    problem,
    optional,
    input: html`class="input" ${attributes[name]}`,
  });
  return isWide(name) ? html`<div class="sm:col-span-2">${input}</div>` : input;
};

const isOneOf =
  <Name extends RegistrationField>(...names: Name[]) =>
  (name: RegistrationField): name is Name =>
    (names as RegistrationField[]).includes(name);

const isListed = isOneOf("country", "timeZone", "language");
const isHinted = isOneOf("accountId", "password");
const isWide = isOneOf("accountId", "password", "company", "address");

type Listed = "country" | "timeZone" | "language";

const lists: Record<Listed, (t: Translate, chosen: string) => { input: Html; options: Html }> = {
  country: (t, chosen) => ({ input: html`autocomplete="country"`, options: html`${countryOptions(t, chosen)}` }),
  timeZone: (t, chosen) => ({ input: html``, options: timeZoneOptions(t, chosen) }),
  language: (_, chosen) => ({
    input: html``,
    options: html`${languages.map((language) => option(language, languageNames[language], chosen))}`,
  }),
};

/** What browsers and password programs know the fields by. */
const attributes: Record<Exclude<RegistrationField, Listed>, Html> = {
  accountId: html`autocomplete="username" autocapitalize="none" spellcheck="false"`,
  password: html`type="password" autocomplete="new-password" maxlength="1024"`,
  firstName: html`autocomplete="given-name"`,
  lastName: html`autocomplete="family-name"`,
  email: html`type="email" autocomplete="email" spellcheck="false"`,
  phone: html`type="tel" autocomplete="tel"`,
  company: html`autocomplete="organization"`,
  address: html`autocomplete="street-address"`,
  city: html`autocomplete="address-level2"`,
  postalCode: html`autocomplete="postal-code"`,
  state: html`autocomplete="address-level1"`,
};
