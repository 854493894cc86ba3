import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { exampleKeys } from "../../policy/license-key.ts";

const [first, second] = exampleKeys;

/** Shows where the keys stand on a certificate and, after a mistake, which number there is not a key. */
export const certificateDrawing = (t: Translate, typedNumber?: "order_number" | "certificate_number") =>
  html`<svg class="ak-drawing" viewBox="0 0 340 356" role="img" aria-labelledby="drawing-title">
<title id="drawing-title">${t(typedNumber ? "certificate.descriptionOrderNumber" : "certificate.description")}</title>
<path class="paper" d="M12 8h276l40 40v300H12z"/><path class="fold" d="M288 8v40h40z"/>
<text x="30" y="44" font-size="16" font-weight="650">${t("certificate.name")}</text>
<text class="soft" x="30" y="70" font-size="10.5">${t("certificate.orderNumber")}</text>
<text x="112" y="70" font-size="10.5" font-family="var(--font-mono)" textLength="88" lengthAdjust="spacingAndGlyphs">SO-2026-118204</text>
<text class="soft" x="30" y="87" font-size="10.5">${t("certificate.number")}</text>
<text x="112" y="87" font-size="10.5" font-family="var(--font-mono)">LC-0090317-26</text>
${typedNumber && notAKey(t, typedNumber === "order_number" ? 57 : 74)}
<path d="M30 104h280" stroke="var(--color-base-300)"/>
${product(t, 122, 150, first)}
${product(t, 234, 190, second)}
</svg>`;

const notAKey = (t: Translate, y: number) =>
  html`<rect class="no" x="106" y="${y}" width="100" height="18" rx="4"/><text class="no-text" x="214" y="${y + 13}" font-size="11">${t("certificate.notAKey")}</text>`;

const product = (t: Translate, y: number, width: number, keys: (typeof exampleKeys)[number]) =>
  html`<rect class="bar" x="30" y="${y}" width="${width}" height="8" rx="4"/>
<text class="soft" x="30" y="${y + 28}" font-size="10.5">${t("certificate.registrationKey")}</text>
<rect class="hot" x="25" y="${y + 34}" width="152" height="20" rx="5"/>
<text x="32" y="${y + 48}" font-size="10.5" font-family="var(--font-mono)" textLength="138" lengthAdjust="spacingAndGlyphs">${keys.registrationKey}</text>
<text class="soft" x="30" y="${y + 72}" font-size="10.5">${t("certificate.activationCode")}</text>
<rect class="hot" x="25" y="${y + 78}" width="247" height="20" rx="5"/>
<text x="32" y="${y + 92}" font-size="10.5" font-family="var(--font-mono)" textLength="233" lengthAdjust="spacingAndGlyphs">${keys.activationCode}</text>`;
