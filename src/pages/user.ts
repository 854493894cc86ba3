import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import type { GivenRole } from "../policy/account-users.ts";
import type { Role } from "../policy/permissions.ts";
import { signInAgain } from "./account-layout.ts";
import { layout } from "./layout.ts";
import { accountSection } from "./parts/account-section.ts";
import { form } from "./parts/fields.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { roleField } from "./parts/role-field.ts";

export type User = Frame & {
  viewer: Viewer;
  user: { id: string; email: string; role: Role; isReader: boolean };
  may: { changeRole: boolean; remove: boolean; transfer: boolean };
  /** Ownership is given away only right after a sign-in. */
  justSignedIn: boolean;
};

/** What can be changed of one user of the account. */
export const userPage = (t: Translate, facts: User) =>
  layout(t, {
    ...facts,
    title: facts.user.email,
    body: html`<div class="max-sm:px-4"><h1 class="wrap-anywhere">${facts.user.email}</h1><p class="ak-lead mt-1">${t(`role.${facts.user.role}`)}</p></div>
${facts.may.changeRole && roleSection(t, facts)}
${facts.may.transfer && transferSection(t, facts)}
${facts.may.remove && removeSection(t, facts)}
<p class="px-4 text-center"><a class="ak-link" href="/account/users">${t("user.back")}</a></p>`,
  });

const roleSection = (t: Translate, { csrf, user }: User) =>
  accountSection({
    id: "role-section",
    title: t("user.role"),
    body: form({
      action: `/account/users/${user.id}/role`,
      csrf,
      body: html`${roleField(t, "role", user.role as GivenRole)}
  <div class="ak-actions"><button class="btn btn-outline">${t("user.changeRole")}</button></div>`,
    }),
  });

const transferSection = (t: Translate, { csrf, user, justSignedIn }: User) =>
  accountSection({
    id: "ownership",
    title: t("user.ownership"),
    lead: t("user.ownership.lead", { email: user.email }),
    body: justSignedIn
      ? form({
          action: `/account/users/${user.id}/transfer`,
          csrf,
          body: html`<div class="ak-actions"><button class="btn btn-outline">${t("user.transfer")}</button></div>`,
        })
      : signInAgain(t, "account/users", t("user.transfer.signInAgain")),
  });

const removeSection = (t: Translate, { csrf, user }: User) => {
  const what = user.isReader ? "leave" : "remove";
  return accountSection({
    id: "remove",
    title: t(`user.${what}`),
    lead: t(`user.${what}.lead`),
    body: form({
      action: `/account/users/${user.id}/remove`,
      csrf,
      body: html`<div class="ak-actions"><button class="btn btn-outline">${t(`user.${what}.submit`)}</button></div>`,
    }),
  });
};
