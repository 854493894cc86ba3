import { html } from "hono/html";
import type { Texts } from "../texts/en.ts";
import { icon } from "./icons.ts";
import { type Frame, layout, statement } from "./layout.ts";

/** For somebody whose account the portal has not told of yet. */
export const preparingPage = (t: Texts, frame: Frame) =>
  layout(t, {
    ...frame,
    title: t.preparing,
    body: statement(
      icon("hourglass"),
      t.preparing,
      t.preparingText,
      html`<a class="btn btn-primary" href="/">${t.checkAgain}</a><a class="btn btn-outline" href="${frame.issuer}/products">${t.backToPortal}</a>`,
    ),
  });
