import { html } from "hono/html";
import { assetPath } from "../assets.ts";
import type { Person } from "../person.ts";
import type { Texts } from "../texts/en.ts";
import { icon } from "./icons.ts";

type Html = ReturnType<typeof html>;

export type Viewer = Pick<Person, "name" | "email" | "company" | "role"> & { csrf: string };

export type Frame = {
  issuer: string;
  viewer?: Viewer;
};

type Page = Frame & { title: string; body: Html; error?: boolean };

/** The frame of every page. It has no script, and no inline style: the CSP forbids both. */
export const layout = (t: Texts, page: Page): Html => html`<!doctype html>
<html lang="${t.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>${page.error ? t.errorTitle(page.title) : t.title(page.title)}</title>
<link rel="icon" type="image/svg+xml" href="${assetPath("console-icon.svg")}">
<link rel="stylesheet" href="${assetPath("console.css")}">
</head>
<body class="ak-console">
${header(t, page)}
<main id="main"><div class="ak-page">${page.body}</div></main>
<footer class="ak-footer"><span class="mr-auto">${t.footer}</span></footer>
</body>
</html>`;

/** The console's name is the heading of the whole page; what stands under it begins with an h2. */
const header = (t: Texts, { issuer, viewer }: Frame) => html`<header class="border-b border-base-300">
<a class="ak-skip btn btn-primary" href="#main">${t.skip}</a>
<div class="ak-header">
<h1 class="ak-logo mr-auto"><a class="ak-logo" href="/">${emblem}<span>${t.console}</span></a></h1>
${viewer && menus(t, issuer, viewer)}
</div></header>`;

const emblem = html`<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"><circle cx="16" cy="16" r="12.5"/><circle cx="16" cy="16" r="6.5" opacity=".55"/><path d="M16 16 25 7"/><circle cx="21.5" cy="19.5" r="1.6" fill="currentColor" stroke="none"/></svg>`;

const menus = (t: Texts, issuer: string, viewer: Viewer) => html`
<nav class="ak-nav max-sm:order-last max-sm:w-full" aria-label="${t.mainMenu}"><a class="btn btn-ghost" href="/" aria-current="page">${t.products}</a><a class="btn btn-ghost" href="${issuer}/products">${t.allLicenses}${icon("leave", "size-4")}</a></nav>
<details class="dropdown dropdown-end"><summary class="btn btn-ghost px-2.5" aria-label="${t.accountMenu(viewer.email)}">${icon("account")}<span class="max-md:hidden max-w-64 truncate">${viewer.email}</span>${icon("chevronDown", "size-4")}</summary>
<ul class="dropdown-content ak-menu"><li class="ak-menu-title">${viewer.company}</li><li class="ak-menu-title">${viewer.name && viewer.name !== viewer.email && html`${viewer.name}<br>`}<span class="md:hidden">${viewer.email}<br></span>${t.roles[viewer.role]}</li>
<li><form method="post" action="/sign-out"><input type="hidden" name="csrf" value="${viewer.csrf}"><button type="submit">${t.signOut}</button></form></li></ul></details>`;

/** A page that says one thing: a mark, a heading, a sentence and the ways on. */
export const statement = (
  mark: Html | string,
  title: string,
  text: string,
  actions: Html,
) => html`<section class="ak-sheet">
<span class="ak-mark ak-mark-primary">${mark}</span>
<div><h2 class="ak-title">${title}</h2><p class="ak-lead">${text}</p></div>
<div class="ak-actions">${actions}</div>
</section>`;

/** The console's own sign-in, which begins as the portal's link to it does. */
export const signInPath = (issuer: string): string => `/sign-in?iss=${encodeURIComponent(issuer)}`;
