import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { type GivenRole, givenRoles } from "../../policy/account-users.ts";
import { selectField } from "./list-fields.ts";
import { option } from "./list-options.ts";

/** The roles that can be given, with what each of them may do. */
export const roleField = (t: Translate, name: string, chosen: GivenRole = "viewer") =>
  selectField(t, {
    name,
    label: t("users.role"),
    input: html``,
    options: html`${givenRoles.toReversed().map((role) => option(role, t(`role.${role}.long`), chosen))}`,
  });
