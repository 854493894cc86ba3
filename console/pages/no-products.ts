import { html } from "hono/html";
import type { Texts } from "../texts/en.ts";
import { icon } from "./icons.ts";
import { type Frame, layout, signInPath, statement } from "./layout.ts";

/** For somebody whose account had nothing for the console when they signed in. A new sign-in asks the portal again. */
export const noProductsPage = (t: Texts, frame: Frame) =>
  layout(t, {
    ...frame,
    title: t.noProducts,
    body: statement(
      icon("addOn"),
      t.noProducts,
      t.noProductsText,
      html`<a class="btn btn-primary" href="${frame.issuer}/">${t.enterKey}</a><a class="btn btn-outline" href="${signInPath(frame.issuer)}">${t.checkAgain}</a>`,
    ),
  });
