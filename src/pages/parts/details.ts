import { html } from "hono/html";
import { icon } from "../icons.ts";
import type { Html } from "./html-type.ts";

/** More help, folded. Works without script. */
export const details = (summary: string, body: Html) =>
  html`<details class="ak-details"><summary>${icon("chevronRight")}${summary}</summary>${body}</details>`;
