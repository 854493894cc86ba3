import { html } from "hono/html";

/** A number with hyphens that stays on one line. */
export const unbroken = (number: string) => html`<span class="whitespace-nowrap">${number}</span>`;
