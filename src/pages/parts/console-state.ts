import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { type IconName, icon } from "../icons.ts";
import { form } from "./fields.ts";
import { openLink } from "./open-console.ts";
import { moment } from "./moment.ts";
import { note } from "./notes.ts";
import { regionName } from "./region.ts";

export type ConsoleFacts = {
  /** Where the console begins its sign-in. */
  link: string;
  state: "preparing" | "ready" | "failed";
  /** When it came to that; a console has failed at the last try. */
  since: Date;
  /** The region that serves the account, fixed by its first console order. */
  region: string;
  /** The region of the order at hand, where it is another one than that which serves it. */
  otherRegion?: string;
  /** Products at hand that a region of their own serves, not the account's. */
  ownRegions?: readonly { product: string; region: string }[];
  /** Names of the XDR add-ons at hand. */
  addOns: readonly string[];
};

const badges: Record<ConsoleFacts["state"], { badge: string; icon: IconName }> = {
  preparing: { badge: "badge-info", icon: "clock" },
  ready: { badge: "badge-success", icon: "active" },
  failed: { badge: "badge-warning", icon: "warning" },
};

/** How far the console is, and the way there. An island brings it up to date while the console is prepared. */
export const consoleNote = (t: Translate, facts: ConsoleFacts, csrf: string) =>
  html`<div class="sm:[&>.ak-note>.ak-icon]:mt-3" data-console-state="${facts.state}" data-console-sentence="${t(`console.dialog.${facts.state}`)}" role="status">${note(
    {
      kind: "info",
      icon: "xdrAddOn",
      body: html`<div class="flex flex-wrap items-center gap-x-3 gap-y-2">
  <strong>${t("console.name", { region: regionName(t, facts.region) })}</strong>
  <span class="badge badge-soft ${badges[facts.state].badge}">${icon(badges[facts.state].icon)}${t(`console.state.${facts.state}`)}</span>
  <span class="mr-auto"></span>${openLink(t, facts.link, "btn btn-outline")}${facts.state === "failed" && tryAgain(t, csrf, "btn btn-outline")}
</div>${explanations(t, facts).map((text) => html`<p class="mt-1">${text}</p>`)}<p class="ak-hint mt-1">${consoleSince(t, facts)}</p>`,
    },
  )}</div>`;

const explanations = (t: Translate, facts: ConsoleFacts): string[] => [
  ...(facts.state === "ready" ? [] : [t(`console.explain.${facts.state}`)]),
  ...regionSentences(t, facts),
];

/** Where the order at hand is served, if not where it was bought for. */
export const regionSentences = (t: Translate, { region, otherRegion, ownRegions = [] }: ConsoleFacts): string[] => [
  ...(otherRegion === undefined
    ? []
    : [t("console.otherRegion", { orderRegion: regionName(t, otherRegion), region: regionName(t, region) })]),
  ...ownRegions.map((own) => t("console.ownRegion", { product: own.product, region: regionName(t, own.region) })),
];

/** Since when the state is what it is; the island puts the newer one in its place. */
export const consoleSince = (t: Translate, { state, since }: ConsoleFacts) =>
  html`<span data-console-since>${t.rich(`console.since.${state}`, { at: moment(t, since) })}</span>`;

export const tryAgain = (t: Translate, csrf: string, classes: string) =>
  form({
    action: "/console/try-again",
    csrf,
    classes: "contents",
    body: html`<button class="${classes}">${t("console.tryAgain")}</button>`,
  });
