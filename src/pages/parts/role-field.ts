import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { type GivenRole, givenRoles } from "../../policy/account-users.ts";
import { option } from "./list-options.ts";

/** The roles that can be given, and what each of them may do. */
export const roleField = (t: Translate, name: string, chosen: GivenRole = "viewer") => html`<div class="ak-field">
    <label for="${name}">${t("users.role")}</label>
    <p class="ak-hint" id="${name}-hint">${t("role.hint")}</p>
    <select id="${name}" name="${name}" class="select" aria-describedby="${name}-hint">${givenRoles.toReversed().map((role) => option(role, t(`role.${role}`), chosen))}</select>
  </div>`;
