import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import type { SignInTarget } from "../policy/sign-in-target.ts";
import { layout } from "./layout.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import type { Html } from "./parts/html-type.ts";
import { note } from "./parts/notes.ts";
import { sentences } from "./parts/sentences.ts";

const tabs = [
  { name: "security", href: "/account" },
  { name: "profile", href: "/account/profile" },
  { name: "users", href: "/account/users" },
  { name: "activity", href: "/account/activity" },
] as const;

type AccountTab = (typeof tabs)[number]["name"];

type AccountPage = Frame & { viewer: Viewer; tab: AccountTab; error?: boolean; body: Html };

/** A page of "My account": its heading, whose account it is, and the way to the other pages. */
export const accountLayout = (t: Translate, page: AccountPage) => {
  const title = t(page.tab === "security" ? "account.title" : `account.tab.${page.tab}`);
  return layout(t, {
    ...page,
    title,
    flow: "wide",
    body: html`<div class="max-sm:px-4"><h1>${title}</h1><p class="ak-lead mt-1 wrap-anywhere">${page.viewer.company} · ${page.viewer.email}</p></div>
<nav class="flex flex-wrap gap-1" aria-label="${t("account.title")}">${tabs.map(
      ({ name, href }) =>
        html`<a class="btn btn-ghost" href="${href}"${name === page.tab && html` aria-current="page"`}>${t(`account.tab.${name}`)}</a>`,
    )}</nav>
${page.body}`,
  });
};

/** What cannot be changed in a browser that was left open. */
export const signInAgain = (t: Translate, page: SignInTarget, why: string) =>
  note({
    kind: "info",
    icon: "info",
    reason: "sign_in_again",
    body: sentences(
      t,
      why,
      html`<a class="ak-link" href="/sign-in?${new URLSearchParams({ to: page }).toString()}">${t("account.signInAgain.link")}</a>`,
    ),
  });
