import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { Html } from "./html-type.ts";

/** Puts sentences behind each other: with a space between them, in Japanese without. */
export const sentences = (t: Translate, ...texts: (Html | string)[]) =>
  html`${texts.map((text, index) => [index > 0 && t.language !== "ja" && " ", text])}`;
