import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { accountLayout, signInAgain } from "./account-layout.ts";
import { type AccessRequestsSection, accessRequestsSection } from "./parts/access-requests-section.ts";
import { accountSection } from "./parts/account-section.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { type InvitationsSection, invitationsSection, inviteSection } from "./parts/invitations-section.ts";
import { note } from "./parts/notes.ts";
import { type ShownUser, usersTable } from "./parts/users-table.ts";

export const usersChanges = [
  "invited",
  "sent_again",
  "withdrawn",
  "role",
  "removed",
  "transferred",
  "let_in",
  "declined",
] as const;
export type UsersChange = (typeof usersChanges)[number];

export type Users = Frame & {
  viewer: Viewer;
  /** Viewers see who is there; owner and admins look after them. */
  mayManage: boolean;
  /** Whoever has registered with an address looks after nobody before it is proven. */
  provesFirst: boolean;
  users: readonly ShownUser[];
  changed?: UsersChange;
  refusal?: { reason: string; text: string };
} & InvitationsSection &
  AccessRequestsSection;

/** Who uses the account, who is invited, and who asks for access. */
export const usersPage = (t: Translate, facts: Users) =>
  accountLayout(t, {
    ...facts,
    tab: "users",
    error: facts.refusal !== undefined || facts.invite.problem !== undefined,
    body: html`${facts.changed && note({ kind: "success", icon: "check", body: html`${t(`users.changed.${facts.changed}`)}` })}
${facts.refusal && note({ kind: "error", icon: "alert", reason: facts.refusal.reason, body: html`${facts.refusal.text}` })}
${facts.requests.length > 0 && accessRequestsSection(t, facts)}
${accountSection({ id: "users", title: t("users.title"), lead: t("users.lead"), body: usersTable(t, facts.users) })}
${facts.provesFirst && signInAgain(t, "account/users", t("reason.address_unproven"))}
${facts.mayManage && inviteSection(t, facts)}
${facts.mayManage && facts.invitations.length > 0 && invitationsSection(t, facts)}`,
  });
