import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";

/** A point in time: in the time zone of the account or UTC from the server, in the browser's own where script runs. */
export const moment = (t: Translate, at: Date) =>
  html`<time datetime="${at.toISOString()}" class="inline-block">${t.dateTime(at)}</time>`;
