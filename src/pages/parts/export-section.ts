import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";
import { accountSection } from "./account-section.ts";

/** What the account has, as files. */
export const exportSection = (t: Translate) =>
  accountSection({
    id: "export",
    title: t("export.title"),
    lead: t("export.lead"),
    body: html`<div class="ak-actions"><a class="btn btn-outline" href="/account/export.json" download>${icon("download")}${t("export.account")}</a>
    <a class="btn btn-outline" href="/account/products.csv" download>${icon("download")}${t("export.products")}</a></div>`,
  });
