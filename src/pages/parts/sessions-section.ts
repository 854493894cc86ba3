import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { accountSection } from "./account-section.ts";
import { form } from "./fields.ts";
import { moment } from "./moment.ts";

export type ShownSession = {
  id: string;
  browser: string;
  system: string;
  beganAt: Date;
  seenAt: Date;
  isThisOne: boolean;
};

export type SessionsSection = { csrf: string; sessions: readonly ShownSession[] };

/** Where this user is signed in. Every browser but this one can be signed out from here. */
export const sessionsSection = (t: Translate, { csrf, sessions }: SessionsSection) =>
  accountSection({
    id: "sessions",
    title: t("account.sessions.title"),
    lead: t("account.sessions.lead"),
    body: html`<table class="ak-table" role="table"><caption class="sr-only">${t("account.sessions.title")}</caption>
  <thead role="rowgroup"><tr role="row">${[
    t("account.sessions.browser"),
    t("account.sessions.began"),
    t("account.sessions.seen"),
    t("account.sessions.action"),
  ].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
  <tbody role="rowgroup">${sessions.map((session) => row(t, csrf, session))}</tbody></table>
  ${
    sessions.length > 1 &&
    form({
      action: "/account/sessions/sign-out-others",
      csrf,
      classes: "",
      body: html`<button class="btn btn-outline">${t("account.sessions.signOutOthers")}</button>`,
    })
  }`,
  });

const row = (t: Translate, csrf: string, session: ShownSession) => html`<tr role="row">
  <th scope="row" role="rowheader">${deviceName(t, session)}</th>
  <td role="cell" data-label="${t("account.sessions.began")}">${moment(t, session.beganAt)}</td>
  <td role="cell" data-label="${t("account.sessions.seen")}">${moment(t, session.seenAt)}</td>
  <td role="cell">${session.isThisOne ? t("account.sessions.thisOne") : signOut(t, csrf, session)}</td>
</tr>`;

const signOut = (t: Translate, csrf: string, session: ShownSession) =>
  form({
    action: `/account/sessions/${session.id}/sign-out`,
    csrf,
    classes: "",
    body: html`<button class="btn btn-outline btn-sm" aria-label="${`${t("account.sessions.signOut")}: ${deviceName(t, session)}`}">${t("account.sessions.signOut")}</button>`,
  });

/** A browser in words, as far as it says what it is. */
export const deviceName = (t: Translate, { browser, system }: Pick<ShownSession, "browser" | "system">): string =>
  browser && system
    ? t("account.sessions.device", { browser, system })
    : browser || system || t("account.sessions.unknown");
