import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { accountLayout } from "./account-layout.ts";
import { type AddressSection, addressSection } from "./parts/address-section.ts";
import { type EmailSection, emailSection } from "./parts/email-section.ts";
import { expiryMailsSection } from "./parts/expiry-mails-section.ts";
import { exportSection } from "./parts/export-section.ts";
import type { Problem } from "./parts/fields.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { note } from "./parts/notes.ts";
import { type PersonalSection, personalSection } from "./parts/personal-section.ts";

export const profileChanges = ["personal", "mails", "address", "email"] as const;
export type ProfileChange = (typeof profileChanges)[number];

export type Profile = Frame & { viewer: Viewer; changed?: ProfileChange; refusal?: Problem } & PersonalSection &
  EmailSection &
  AddressSection & { mailsOn: boolean };

/** What the portal knows of a user and of the account, to be corrected and taken away. */
export const profilePage = (t: Translate, facts: Profile) =>
  accountLayout(t, {
    ...facts,
    tab: "profile",
    error:
      facts.refusal !== undefined ||
      facts.personal.problems.length > 0 ||
      facts.address.problems.length > 0 ||
      facts.newEmail.problem !== undefined,
    body: html`${facts.changed && note({ kind: "success", icon: "check", body: html`${t(`profile.changed.${facts.changed}`)}` })}
${facts.refusal && note({ kind: "error", icon: "alert", reason: facts.refusal.reason, body: html`${facts.refusal.text}` })}
${personalSection(t, facts)}
${expiryMailsSection(t, { csrf: facts.csrf, email: facts.viewer.email, on: facts.mailsOn })}
${emailSection(t, facts)}
${addressSection(t, facts)}
${exportSection(t)}`,
  });
