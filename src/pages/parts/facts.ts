import { html } from "hono/html";
import type { Html } from "./html-type.ts";

export type Fact = [label: string, value: Html | string | null | undefined];

/** Labels and values; what is not known is left out. */
export const factList = (facts: readonly Fact[], classes = "") =>
  html`<dl class="ak-facts${classes && ` ${classes}`}">${facts.map(
    ([label, value]) => value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
