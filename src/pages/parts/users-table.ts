import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { Role } from "../../policy/permissions.ts";
import { moment } from "./moment.ts";

export type ShownUser = {
  id: string;
  email: string;
  /** Empty where none was given. */
  name: string;
  role: Role;
  isReader: boolean;
  signedInAt: Date | null;
  /** There is something that the reader may change of this user. */
  mayChange: boolean;
};

/** The people of the account, a row each. */
export const usersTable = (t: Translate, users: readonly ShownUser[]) =>
  html`<table class="ak-table" role="table"><caption class="sr-only">${t("users.title")}</caption>
  <thead role="rowgroup"><tr role="row">${[
    t("users.user"),
    t("users.role"),
    t("users.lastSignIn"),
    t("users.action"),
  ].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
  <tbody role="rowgroup">${users.map((user) => row(t, user))}</tbody></table>`;

const row = (t: Translate, user: ShownUser) => html`<tr role="row">
  <th scope="row" role="rowheader"><span class="wrap-anywhere">${user.email}</span>${user.isReader && html` <span class="badge badge-outline">${t("users.you")}</span>`}${user.name && html`<span class="ak-hint block font-normal wrap-anywhere">${user.name}</span>`}</th>
  <td role="cell" data-label="${t("users.role")}">${t(`role.${user.role}`)}</td>
  <td role="cell" data-label="${t("users.lastSignIn")}">${user.signedInAt ? moment(t, user.signedInAt) : t("users.neverSignedIn")}</td>
  <td role="cell">${user.mayChange && html`<a class="btn btn-outline btn-sm" href="/account/users/${user.id}" aria-label="${`${t("users.change")}: ${user.email}`}">${t("users.change")}</a>`}</td>
</tr>`;
