import { html } from "hono/html";

/** Plain text with its web addresses made into links that open in a tab of their own. */
export const linkedText = (text: string) =>
  text.split(/(https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])/).map((part, index) =>
    // split() puts what the group caught at the odd places.
    index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener">${part}</a>` : part,
  );
