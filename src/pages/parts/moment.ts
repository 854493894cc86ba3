import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";

/** A point in time: in UTC or a time zone that was chosen from the server, in the reader's own time zone where script runs. */
export const moment = (t: Translate, at: Date, timeZone?: string) =>
  html`<time datetime="${at.toISOString()}" class="inline-block">${t.dateTime(at, timeZone)}</time>`;
