import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import type { GivenRole } from "../../policy/account-users.ts";
import { accountSection } from "./account-section.ts";
import { field, form, type Problem } from "./fields.ts";
import { moment } from "./moment.ts";
import { roleField } from "./role-field.ts";

export type ShownInvitation = { id: string; email: string; role: GivenRole; expiresAt: Date; expired: boolean };

export type InvitationsSection = {
  csrf: string;
  invitations: readonly ShownInvitation[];
  invite: { typed?: string; role?: GivenRole; problem?: Problem };
};

/** Asks for the address and the role of somebody new. */
export const inviteSection = (t: Translate, { csrf, invite }: InvitationsSection) =>
  accountSection({
    id: "invite",
    title: t("invite.title"),
    lead: t("invite.lead"),
    body: form({
      action: "/account/invitations",
      csrf,
      body: html`${field(t, {
        name: "email",
        label: t("invite.email"),
        value: invite.typed,
        problem: invite.problem,
        input: html`class="input" type="email" autocomplete="off" spellcheck="false"`,
      })}
  ${roleField(t, "role", invite.role)}
  <div class="ak-actions"><button class="btn btn-outline">${t("invite.submit")}</button></div>`,
    }),
  });

/** The invitations that nobody has accepted yet. */
export const invitationsSection = (t: Translate, { csrf, invitations }: InvitationsSection) =>
  accountSection({
    id: "invitations",
    title: t("invitations.title"),
    body: html`<table class="ak-table" role="table"><caption class="sr-only">${t("invitations.title")}</caption>
  <thead role="rowgroup"><tr role="row">${[
    t("invite.email"),
    t("users.role"),
    t("invitations.state"),
    t("users.action"),
  ].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
  <tbody role="rowgroup">${invitations.map((invitation) => row(t, csrf, invitation))}</tbody></table>`,
  });

const row = (
  t: Translate,
  csrf: string,
  { id, email, role, expiresAt, expired }: ShownInvitation,
) => html`<tr role="row">
  <th scope="row" role="rowheader"><span class="wrap-anywhere">${email}</span></th>
  <td role="cell" data-label="${t("users.role")}">${t(`role.${role}`)}</td>
  <td role="cell" data-label="${t("invitations.state")}"><span>${t.rich(expired ? "invitations.expired" : "invitations.expires", { at: moment(t, expiresAt) })}</span></td>
  <td role="cell"><div class="flex flex-wrap gap-2">${press(csrf, `/account/invitations/${id}/send-again`, t("invitations.sendAgain"), email)}${press(csrf, `/account/invitations/${id}/withdraw`, t("invitations.withdraw"), email)}</div></td>
</tr>`;

const press = (csrf: string, action: string, name: string, email: string) =>
  form({
    action,
    csrf,
    classes: "",
    body: html`<button class="btn btn-outline btn-sm" aria-label="${`${name}: ${email}`}">${name}</button>`,
  });
