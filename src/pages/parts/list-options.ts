import { html } from "hono/html";
import type { Language, Translate } from "../../messages/translate.ts";
import { countries } from "../../policy/countries.ts";

export const option = (value: string, label: string, chosen: string) =>
  html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`;

/** Every country in the reader's language and its order. */
export const countryOptions = (t: Translate, chosen: string) =>
  namedCountries(t.language).map(({ code, name }) => option(code, name, chosen));

/** A country in the reader's language. */
export const countryName = (t: Translate, code: string): string =>
  namedCountries(t.language).find((country) => country.code === code)?.name ?? code;

type Named = { code: string; name: string };

const namedIn = new Map<Language, Named[]>();

const namedCountries = (language: Language): Named[] => {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const short = new Intl.DisplayNames(language, { type: "region", style: "short" });
  const named =
    namedIn.get(language) ??
    countries
      .map((code) => ({ code, name: (isLongName(code) ? short : names).of(code) ?? code }))
      .sort((a, b) => a.name.localeCompare(b.name, language));
  namedIn.set(language, named);
  return named;
};

/** Hong Kong and Macao are looked for under their own names. */
const isLongName = (code: string): boolean => code === "HK" || code === "MO";

/** Every time zone by its part of the world. Without what it differs from UTC: to work that out takes a second. */
export const timeZoneOptions = (t: Translate, chosen: string) =>
  html`${option("UTC", "UTC", chosen)}${worldParts.map(
    (part) =>
      html`<optgroup label="${t(`world.${part}`)}">${zonesOf(part).map((name) => option(name, cityOf(name), chosen))}</optgroup>`,
  )}`;

const worldParts = [
  "Africa",
  "America",
  "Antarctica",
  "Arctic",
  "Asia",
  "Atlantic",
  "Australia",
  "Europe",
  "Indian",
  "Pacific",
] as const;

const zonesOf = (part: string): string[] =>
  Intl.supportedValuesOf("timeZone").filter((name) => name.startsWith(`${part}/`));

/** Node knows some cities by the names that they had. */
const newNames: Record<string, string> = {
  Calcutta: "Kolkata",
  Faeroe: "Faroe",
  Godthab: "Nuuk",
  Katmandu: "Kathmandu",
  Kiev: "Kyiv",
  Ponape: "Pohnpei",
  Rangoon: "Yangon",
  Saigon: "Ho Chi Minh",
};

const cityOf = (name: string): string => {
  const city = name.slice(name.indexOf("/") + 1).replaceAll("_", " ");
  return newNames[city] ?? city.split("/").toReversed().join(", ");
};
