import { html } from "hono/html";
import type { Html } from "./html-type.ts";

type Section = { id: string; title: string; lead?: Html | string; body: Html };

/** One matter of "My account": its heading, how things stand, and what can be done. */
export const accountSection = ({ id, title, lead, body }: Section) =>
  html`<section class="ak-sheet" aria-labelledby="${id}-heading" id="${id}">
  <div><h2 id="${id}-heading">${title}</h2>${lead && html`<p class="ak-lead">${lead}</p>`}</div>
  ${body}
</section>`;
