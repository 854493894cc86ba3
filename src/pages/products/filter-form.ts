import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { productKinds } from "../../policy/process.ts";
import { icon } from "../icons.ts";
import { fieldError, form, type Problem } from "../parts/fields.ts";
import { shownStatuses } from "../parts/license-badge.ts";
import { isFiltered, type ListFilter } from "./product-list.ts";

type FilterForm = {
  csrf: string;
  filter: ListFilter;
  /** What was typed, where it stands in no address: a key. */
  typed?: string;
  problem?: Problem;
};

/**
 * Looks for licenses and narrows the list down. It posts, because people look for keys too, and a key must get into no
 * address; the answer leads to the address of the list that was asked for.
 */
export const filterForm = (t: Translate, { csrf, filter, typed, problem }: FilterForm) =>
  form({
    action: "/products",
    csrf,
    classes: "ak-filter",
    body: html`<div class="ak-field${problem ? " ak-errorbox" : ""} ak-filter-search"><label for="q">${t("products.search")}</label>
  <p class="ak-hint" id="q-hint">${t("products.searchHint")}</p>${problem && fieldError(t, "q", problem)}
  <input class="input" id="q" name="q" type="search" maxlength="200" autocomplete="off" spellcheck="false" value="${typed ?? filter.search}" aria-describedby="${problem ? "q-error " : ""}q-hint"${problem ? html` aria-invalid="true"` : ""}></div>
${choice({
  name: "status",
  label: t("products.status"),
  all: t("products.allStatuses"),
  chosen: filter.status,
  options: shownStatuses.map((status) => [status, t(`filter.${status}`)]),
})}
${choice({
  name: "kind",
  label: t("items.kind"),
  all: t("products.allKinds"),
  chosen: filter.kind,
  options: productKinds.map((kind) => [kind, t(`kinds.${kind}`)]),
})}
<div class="ak-filter-buttons"><button class="btn btn-outline">${icon("search")}${t("products.show")}</button>${
      isFiltered(filter) && html`<a class="ak-link" href="/products#licenses">${t("products.showAll")}</a>`
    }</div>`,
  });

type Choice = {
  name: string;
  label: string;
  all: string;
  chosen: string | undefined;
  options: (readonly [value: string, text: string])[];
};

const choice = ({ name, label, all, chosen, options }: Choice) =>
  html`<div class="ak-field"><label for="${name}">${label}</label><select class="select" id="${name}" name="${name}"><option value="">${all}</option>${options.map(
    ([value, text]) => html`<option value="${value}"${value === chosen ? " selected" : ""}>${text}</option>`,
  )}</select></div>`;
