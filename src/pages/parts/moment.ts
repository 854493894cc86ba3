import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";

/** A point in time: in UTC from the server, in the reader's own time zone where script runs. */
export const moment = (t: Translate, at: Date) =>
  html`<time datetime="${at.toISOString()}" class="inline-block">${t.dateTime(at)}</time>`;
