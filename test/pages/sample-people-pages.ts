import type { Translate } from "../../src/messages/translate.ts";
import { activityPage } from "../../src/pages/activity.ts";
import { invitationEndPage, invitationPage } from "../../src/pages/invitation.ts";
import { activityTypes } from "../../src/pages/parts/activity-text.ts";
import { profilePage } from "../../src/pages/profile.ts";
import { userPage } from "../../src/pages/user.ts";
import { type Users, usersPage } from "../../src/pages/users.ts";
import { verifyNewEmailPage } from "../../src/pages/verify-new-email.ts";
import type { Facts } from "./sample-facts.ts";

const at = new Date("2026-11-24T10:42:00Z");

/** The people of an account: its users, their profile and activity, and the way in by an invitation. */
export const peoplePages = (t: Translate, facts: Facts) => ({
  ...userPages(t, facts),
  ...profilePages(t, facts),
  ...invitationPages(t, facts),
  activity: activityPage(t, {
    ...facts.frame,
    viewer: facts.viewer,
    events: activityTypes.map((type, index) => ({
      at,
      type,
      by: index % 4 === 0 ? facts.email : null,
      actor: (["visitor", "portal", "vendor"] as const)[(index % 4) - 1] ?? "vendor",
      values: {
        orderNumber: "SO-2026-118204",
        email: facts.email,
        role: "admin",
        way: "passkey",
        on: "true",
        count: "2",
      },
    })),
    firstPage: "/account/activity",
    nextPage: "/account/activity?before=7",
  }),
});

const userPages = (t: Translate, { frame, viewer, email, company }: Facts) => {
  const user = {
    id: "1",
    email,
    name: company,
    role: "owner",
    isReader: true,
    signedInAt: at,
    mayChange: false,
  } as const;
  const users: Users = {
    ...frame,
    viewer,
    mayManage: true,
    provesFirst: false,
    users: [
      user,
      { ...user, id: "2", role: "admin", isReader: false, mayChange: true },
      { ...user, id: "3", name: "", role: "viewer", isReader: false, signedInAt: null, mayChange: true },
    ],
    invitations: [
      { id: "4", email, role: "viewer", expiresAt: at, expired: false },
      { id: "5", email: "kim@acme.example", role: "admin", expiresAt: at, expired: true },
    ],
    requests: [{ id: "6", asker: email, askedAt: at, orderNumber: "SO-2026-118204" }],
    invite: {},
  };
  const problem = { reason: "already_invited", text: t("reason.already_invited") };
  const refusal = { reason: "owner_stays", text: t("reason.owner_stays") };
  const other = { ...frame, viewer, user: { id: "2", email, role: "admin", isReader: false } as const };
  return {
    users: usersPage(t, { ...users, changed: "invited" }),
    "users-problem": usersPage(t, { ...users, refusal, invite: { typed: email, role: "admin", problem } }),
    "users-viewer": usersPage(t, { ...users, mayManage: false }),
    "users-unproven": usersPage(t, { ...users, mayManage: false, provesFirst: true }),
    user: userPage(t, { ...other, may: { changeRole: true, remove: true, transfer: true }, justSignedIn: true }),
    "user-again": userPage(t, {
      ...other,
      may: { changeRole: true, remove: true, transfer: true },
      justSignedIn: false,
    }),
    "user-self": userPage(t, {
      ...other,
      user: { ...other.user, isReader: true },
      may: { changeRole: false, remove: true, transfer: false },
      justSignedIn: false,
    }),
  };
};

const profilePages = (t: Translate, { frame, viewer, email, company, expiresAt }: Facts) => {
  const noAt = { reason: "malformed_email", text: t("reason.malformed_email.no_at") };
  const tooLong = { field: "phone" as const, reason: "phone_malformed", text: t("reason.malformed_phone") };
  const wrongCode = { reason: "wrong_code", text: t("reason.wrong_code", { triesLeft: 3 }) };
  const profile = {
    ...frame,
    viewer,
    personal: { typed: { firstName: company, lastName: "Birch", phone: "", language: t.language }, problems: [] },
    mailsOn: true,
    mayChangeEmail: true,
    newEmail: {},
    company: { name: company, country: "GB", loginId: "birch-it", customerNumber: "C-1004" },
    address: {
      typed: { address: company, city: "Leeds", postalCode: "", state: "", timeZone: "Europe/London" },
      problems: [],
    },
    mayManage: true,
  };
  const waiting = { ...frame, viewer, email, expiresAt, resendInSeconds: 25 };
  return {
    profile: profilePage(t, { ...profile, changed: "personal" }),
    "profile-problem": profilePage(t, {
      ...profile,
      refusal: { reason: "email_taken", text: t("reason.new_email_taken") },
      personal: { ...profile.personal, problems: [tooLong] },
      newEmail: { typed: email, problem: noAt },
    }),
    "profile-viewer": profilePage(t, { ...profile, mailsOn: false, mayChangeEmail: false, mayManage: false }),
    "verify-new-email": verifyNewEmailPage(t, { ...waiting, sentAgain: true }),
    "verify-new-email-problem": verifyNewEmailPage(t, {
      ...waiting,
      typed: "123456",
      problem: wrongCode,
      tooEarly: true,
    }),
  };
};

const invitationPages = (t: Translate, { frame, viewer, email, company, expiresAt }: Facts) => {
  const invitation = { ...frame, token: "token", company, email, role: "admin", inviter: email } as const;
  return {
    invitation: invitationPage(t, invitation),
    "invitation-signed-in": invitationPage(t, { ...invitation, role: "viewer", inviter: null, viewer }),
    "invitation-over": invitationEndPage(t, { ...frame, ending: { reason: "invitation_over" } }),
    "invitation-expired": invitationEndPage(t, {
      ...frame,
      ending: { reason: "invitation_expired", expiredAt: expiresAt },
    }),
    "invitation-in-use": invitationEndPage(t, { ...frame, ending: { reason: "address_in_use", email } }),
  };
};
