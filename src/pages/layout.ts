import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { assetPath } from "./assets.ts";
import { type Frame, pageFooter, pageHeader } from "./parts/frame.ts";
import type { Html } from "./parts/html-type.ts";
import { type Step, stepList, type Walk } from "./parts/steps.ts";

type Page = Frame & {
  title: string;
  body: Html;
  step?: Step;
  walk?: Walk;
  /** The page says that something is wrong: its title starts with "Error:". */
  error?: boolean;
  flow?: "narrow" | "flow" | "wide" | "page";
};

const widths = { narrow: "ak-flow ak-flow-narrow", flow: "ak-flow", wide: "ak-flow ak-flow-wide", page: "ak-page" };

/** The frame that every page of the portal stands in. No inline script or style: the CSP forbids both. */
export const layout = (t: Translate, page: Page): Html => {
  const title = t("frame.title", { title: page.title, brand: page.brand.name });
  return html`<!doctype html>
<html lang="${t.language}" data-brand="${page.brand.code}"${page.answersForm && html` data-address="${page.path}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>${page.error ? t("frame.errorTitle", { title }) : title}</title>
<link rel="icon" type="image/svg+xml" href="${assetPath("icon.svg")}">
<link rel="stylesheet" href="${assetPath("app.css")}">
<script type="module" src="${assetPath("app.js")}"></script>
</head>
<body>
${pageHeader(t, page)}
<main id="main">
<div class="${widths[page.flow ?? "flow"]}">
${page.step && stepList(t, page.step, page.walk)}
${page.body}
</div>
</main>
${pageFooter(t, page)}
</body>
</html>`;
};
