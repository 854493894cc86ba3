import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import type { GivenRole } from "../policy/account-users.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import { factList } from "./parts/facts.ts";
import { form } from "./parts/fields.ts";
import type { Frame } from "./parts/frame.ts";
import type { Html } from "./parts/html-type.ts";
import { moment } from "./parts/moment.ts";
import { note, reasonAttribute } from "./parts/notes.ts";

export type Invitation = Frame & {
  token: string;
  company: string;
  email: string;
  role: GivenRole;
  /** Null when they left the account meanwhile. */
  inviter: string | null;
};

/** The page of the mail's link. It changes nothing itself: a mail scanner may load it. */
export const invitationPage = (t: Translate, facts: Invitation) =>
  layout(t, {
    ...facts,
    title: t("join.title", { company: facts.company }),
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <div><h1 class="wrap-anywhere">${t("join.title", { company: facts.company })}</h1><p class="ak-lead">${t(`join.lead.${facts.role}`)}</p></div>
  ${factList([
    [t("join.inviter"), facts.inviter && html`<span class="wrap-anywhere">${facts.inviter}</span>`],
    [t("join.email"), html`<span class="wrap-anywhere">${facts.email}</span>`],
    [t("users.role"), t(`role.${facts.role}`)],
  ])}
  ${facts.viewer && note({ kind: "info", icon: "info", body: html`${t("join.signedInAs", { email: facts.viewer.email })}` })}
  ${form({
    action: `/invitations/${facts.token}`,
    csrf: facts.csrf,
    body: html`<button class="btn btn-primary btn-lg">${t("join.submit")}</button><p class="ak-hint text-center">${t("join.notYou")}</p>`,
  })}
</section>`,
  });

export type InvitationEnding =
  | { reason: "invitation_over" }
  | { reason: "invitation_expired"; expiredAt: Date }
  | { reason: "address_in_use"; email: string };

/** Why an invitation cannot be accepted, and what to do. */
export const invitationEndPage = (t: Translate, facts: Frame & { ending: InvitationEnding }) => {
  const title = t(`join.${facts.ending.reason}.title`);
  return layout(t, {
    ...facts,
    title,
    error: true,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <span class="ak-mark ak-mark-warning">${icon("warning")}</span>
  <div><h1>${title}</h1><p class="ak-lead"${reasonAttribute(facts.ending.reason)}>${explanation(t, facts.ending)}</p></div>
  <div class="ak-actions"><a class="btn btn-outline btn-lg" href="/sign-in">${t("frame.signIn")}</a></div>
</section>`,
  });
};

const explanation = (t: Translate, ending: InvitationEnding): Html | string => {
  switch (ending.reason) {
    case "invitation_over":
      return t("join.invitation_over.text");
    case "invitation_expired":
      return t.rich("join.invitation_expired.text", { until: moment(t, ending.expiredAt) });
    case "address_in_use":
      return t("join.address_in_use.text", { email: ending.email });
  }
};
