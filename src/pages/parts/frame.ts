import { html } from "hono/html";
import { type Language, languages, type Translate } from "../../messages/translate.ts";
import type { Brand } from "../brands.ts";
import { icon } from "../icons.ts";
import { openLink } from "./open-console.ts";

export type Viewer = {
  email: string;
  company: string;
  /** Where the account's console is; null while it has none. */
  consoleLink: string | null;
  /** Their role provides keys. */
  mayActivate: boolean;
};

/** What every page needs to stand in: made once for a request, spread into the facts of its page. */
export type Frame = {
  brand: Brand;
  csrf: string;
  /** An address of the portal that can be opened by GET: the language switch leads back to it. */
  path: string;
  /** The page answers a posted form. */
  answersForm?: boolean;
  viewer?: Viewer | null;
};

export const languageNames: Record<Language, string> = { en: "English", ja: "日本語" };

/** For a signed-in person a bar with their account, else the language switch and the way to sign in. */
export const pageHeader = (t: Translate, page: Frame) =>
  page.viewer ? accountHeader(t, page, page.viewer) : publicHeader(t, page);

const publicHeader = (t: Translate, page: Frame) => html`<header class="ak-header">
${skipLink(t)}${logo("/")}
<details class="dropdown dropdown-end"><summary class="btn btn-ghost px-2.5">${icon("globe")}<span class="sr-only">${t("frame.language", { language: languageNames[t.language] })}</span><span class="max-sm:hidden" aria-hidden="true">${languageNames[t.language]}</span>${icon("chevronDown", "size-4")}</summary>
<ul class="dropdown-content ak-menu">${languages.map((language) => languageLink(t, page.path, language))}</ul></details>
${!page.path.startsWith("/sign-in") && html`<a class="btn btn-ghost px-2.5" href="/sign-in">${t("frame.signIn")}</a>`}
</header>`;

const accountHeader = (t: Translate, page: Frame, viewer: Viewer) =>
  html`<header class="ak-bar">${skipLink(t)}<div class="ak-header">
${logo("/products")}
<nav class="ak-nav${viewer.consoleLink ? " max-sm:order-last max-sm:w-full" : ""}" aria-label="${t("frame.main")}"><a class="btn btn-ghost" href="/products"${isProducts(page.path) ? html` aria-current="page"` : ""}>${t("frame.products")}</a>${viewer.consoleLink && openLink(t, viewer.consoleLink, "btn btn-outline max-sm:ml-auto")}</nav>
<details class="dropdown dropdown-end"><summary class="btn btn-ghost px-2.5" aria-label="${t("frame.accountMenu", { email: viewer.email })}">${icon("account")}<span class="max-md:hidden max-w-64 truncate">${viewer.email}</span>${icon("chevronDown", "size-4")}</summary>
<ul class="dropdown-content ak-menu"><li class="ak-menu-title">${viewer.company}</li><li class="ak-menu-title md:hidden">${viewer.email}</li>
<li><a href="/account">${t("frame.account")}</a></li>
${languages.filter((language) => language !== t.language).map((language) => languageLink(t, page.path, language))}
<li><button type="submit" form="sign-out">${t("frame.signOut")}</button></li></ul></details>
<form id="sign-out" method="post" action="/sign-out" hidden><input type="hidden" name="csrf" value="${page.csrf}"></form>
</div></header>`;

const isProducts = (path: string): boolean => /^\/products(?:$|\?)/.test(path);

const skipLink = (t: Translate) => html`<a class="ak-skip btn btn-primary" href="#main">${t("frame.skip")}</a>`;

const logo = (href: string) =>
  html`<a class="ak-logo mr-auto" href="${href}"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="var(--color-primary)"/><g fill="none" stroke="var(--color-primary-content)" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"><circle cx="11" cy="16" r="4.6"/><path d="M15.6 16H26M21.5 16v4M26 16v2.6"/></g><circle cx="11" cy="16" r="1.5" fill="var(--color-primary-content)"/></svg><span>AnyKey</span></a>`;

const languageLink = (t: Translate, path: string, language: Language) =>
  html`<li><a href="${inLanguage(path, language)}" lang="${language}" hreflang="${language}"${language === t.language ? html` aria-current="true"` : ""}>${languageNames[language]}</a></li>`;

const inLanguage = (path: string, language: Language): string => {
  const { pathname, searchParams } = new URL(path, "http://portal");
  searchParams.set("lang", language);
  return `${pathname}?${searchParams}`;
};

export const pageFooter = (t: Translate, page: Pick<Frame, "brand">) => html`<footer class="ak-footer">
<span class="mr-auto max-sm:w-full">${page.brand.name}</span><a href="/help">${t("frame.help")}</a><a href="/accessibility">${t("frame.accessibility")}</a>
</footer>`;
