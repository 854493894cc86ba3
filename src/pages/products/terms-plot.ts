import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { dayFrom, GRACE_DAYS } from "../../policy/license-status.ts";
import type { Html } from "../parts/html-type.ts";
import type { LicenseFacts } from "../parts/licenses-table.ts";
import { type PlotScale, plotScale } from "./plot-scale.ts";

const MOST_BARS = 15;
const ROW = 36;
const TOP = 30;
const BAR = 9;

const legend = ["active", "expiring", "grace", "expired", "not_started"] as const;

/** A bar for each license from its start to its end, the first to end on top. It repeats dates of the table below. */
export const termsPlot = (t: Translate, licenses: readonly LicenseFacts[], now: Date) => {
  const bars = chosenBars(licenses);
  const scale = plotScale(bars, now);
  const height = TOP + bars.length * ROW;
  const today = scale.at(dayFrom(now, 0));
  return html`<section class="ak-sheet" aria-labelledby="terms">
  <h2 id="terms">${t("plot.title")}</h2>
  <svg class="ak-gantt" height="${height + 22}" role="img" aria-labelledby="plot-name plot-text">
<title id="plot-name">${t("plot.name")}</title><desc id="plot-text">${t("plot.text", { count: bars.length })}</desc>
<defs>${["hatch", "hatch-now"].map((name) => hatch(name))}</defs>
${scale.ticks.map((day) => tick(day, scale.at(day), height))}
${bars.map((license, row) => bar(license, row, scale, now))}
${bars.map((license, row) => [label(t, license, row), todayAt(today, row)])}
<svg x="${today}%" y="0" overflow="visible"><rect class="today-tag" x="-24" y="0" width="48" height="20" rx="5"/><text class="today-text" x="0" y="14" text-anchor="middle">${t("plot.today")}</text></svg>
</svg>
  <ul class="ak-legend">${[...legend, "hatch" as const].map((name) => html`<li><i class="${name}"></i>${t(`plot.${name}`)}</li>`)}</ul>
</section>`;
};

/** Of many the first to end, those that are over last. */
const chosenBars = (licenses: readonly LicenseFacts[]): LicenseFacts[] => {
  const isOver = ({ status }: LicenseFacts) => status === "expired" || status === "converted";
  const byEnd = licenses.toSorted((a, b) => (a.endsOn < b.endsOn ? -1 : 1));
  if (byEnd.length <= MOST_BARS) return byEnd;
  return [...byEnd.filter((license) => !isOver(license)), ...byEnd.filter(isOver)].slice(0, MOST_BARS);
};

const hatch = (name: string) =>
  html`<pattern id="${name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="${name}" d="M0 0v5"/></pattern>`;

const tick = (day: string, x: number, height: number) =>
  html`<line class="grid" x1="${x}%" x2="${x}%" y1="${TOP}" y2="${height}"/><text class="axis" x="${x}%" y="${height + 16}" text-anchor="middle">${day.slice(0, 4)}</text>`;

const bar = ({ status, startsOn, endsOn }: LicenseFacts, row: number, scale: PlotScale, now: Date): Html => {
  const y = TOP + 17 + row * ROW;
  // What took a trial's place did so by today; its own end does not count any more.
  const term = scale.span(startsOn, status === "converted" ? earlierOf(endsOn, dayFrom(now, 0)) : endsOn);
  const grace = status === "converted" ? undefined : scale.span(endsOn, dayFrom(new Date(endsOn), GRACE_DAYS));
  return html`<rect class="rail" x="0" y="${y}" width="100%" height="${BAR}" rx="3"/>${
    term && html`<rect class="${status}" x="${term.x}%" y="${y}" width="${term.width}%" height="${BAR}" rx="3"/>`
  }${
    grace &&
    html`<rect fill="url(#${status === "grace" ? "hatch-now" : "hatch"})" x="${grace.x}%" y="${y}" width="${grace.width}%" height="${BAR}"/>`
  }`;
};

const earlierOf = (a: string, b: string): string => (a < b ? a : b);

/** Marks today on the bar alone, so that it runs through no name. */
const todayAt = (x: number, row: number) => {
  const y = TOP + 17 + row * ROW;
  return html`<line class="today" x1="${x}%" x2="${x}%" y1="${y - 3}" y2="${y + BAR + 3}"/>`;
};

const label = (t: Translate, license: LicenseFacts, row: number) => {
  const y = TOP + 11 + row * ROW;
  return html`<text x="0" y="${y}">${nameOf(t, license)}</text><text class="end" x="100%" y="${y}" text-anchor="end">${whenOf(t, license)}</text>`;
};

const nameOf = (t: Translate, { productName, trial }: LicenseFacts): string =>
  trial ? `${shortened(productName)} · ${t("items.trial")}` : shortened(productName);

const whenOf = (t: Translate, { status, startsOn, endsOn }: LicenseFacts): string => {
  if (status === "converted") return t("status.converted");
  if (status === "not_started") return t("plot.starts", { date: t.date(startsOn) });
  return t(status === "grace" || status === "expired" ? "plot.ended" : "plot.ends", { date: t.date(endsOn) });
};

/** Fits a phone; a character of Chinese or Japanese takes the room of two. */
const LONGEST_NAME = 48;

const shortened = (name: string): string => {
  let room = LONGEST_NAME;
  const kept = [...name].filter((character) => {
    room -= (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
    return room >= 0;
  });
  return kept.length === [...name].length ? name : `${kept.join("")}…`;
};
