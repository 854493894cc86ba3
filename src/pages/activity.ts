import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { accountLayout } from "./account-layout.ts";
import { accountSection } from "./parts/account-section.ts";
import { activityText, type ShownEvent } from "./parts/activity-text.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { moment } from "./parts/moment.ts";

export type Activity = Frame & {
  viewer: Viewer;
  events: readonly ShownEvent[];
  /** The account's, for readers without script. */
  firstPage?: string;
  nextPage?: string;
};

/** What happened to the account, in plain words, the newest first. */
export const activityPage = (t: Translate, facts: Activity) =>
  accountLayout(t, {
    ...facts,
    tab: "activity",
    body: accountSection({
      id: "activity",
      title: t("activity.title"),
      lead: t("activity.lead"),
      body: html`${facts.events.length === 0 ? html`<p>${t("activity.empty")}</p>` : eventList(t, facts)}
  ${pageLinks(t, facts)}`,
    }),
  });

const eventList = (t: Translate, { events }: Activity) =>
  html`<ol class="ak-events">${events.map(
    (event) =>
      html`<li><span class="wrap-anywhere">${activityText(t, event)}</span>
    <span class="by wrap-anywhere">${moment(t, event.at)} · ${event.by ?? t(`activity.by.${event.actor}`)}</span></li>`,
  )}</ol>`;

const pageLinks = (t: Translate, { firstPage, nextPage }: Activity) =>
  (firstPage || nextPage) &&
  html`<div class="ak-actions">${firstPage && html`<a class="btn btn-outline" href="${firstPage}">${t("activity.newest")}</a>`}${
    nextPage && html`<a class="btn btn-outline" href="${nextPage}">${t("activity.older")}</a>`
  }</div>`;
