import { html } from "hono/html";

/** A key that wraps at its hyphens on a narrow screen. */
export const keyText = (key: string, classes = "") => {
  const [first, ...groups] = key.split("-");
  return html`<span class="ak-key${classes && ` ${classes}`}">${first}${groups.map((group) => html`-<wbr>${group}`)}</span>`;
};
