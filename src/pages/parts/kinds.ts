import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { ProductKind } from "../../policy/process.ts";
import { type IconName, icon } from "../icons.ts";

export const kindIcons: Record<ProductKind, IconName> = {
  xdr_add_on: "xdrAddOn",
  saas: "saas",
  on_premises: "onPremises",
};

export const kindBadge = (t: Translate, kind: ProductKind) =>
  html`<span class="badge ${kind === "xdr_add_on" ? "badge-soft badge-primary" : "badge-outline"}">${icon(kindIcons[kind])}${t(`kind.${kind}`)}</span>`;
