import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";

/** The way to the console has one name wherever it stands. */
export const openLink = (t: Translate, link: string, classes: string) =>
  html`<a class="${classes}" href="${link}">${t("console.open")}${icon("leave", "size-4")}</a>`;
