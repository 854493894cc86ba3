import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { accountLayout, signInAgain } from "./account-layout.ts";
import { type AuthenticatorSection, authenticatorSection } from "./parts/authenticator-section.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { note } from "./parts/notes.ts";
import { type PasskeysSection, passkeysSection } from "./parts/passkeys-section.ts";
import { type PasswordSection, passwordSection } from "./parts/password-section.ts";
import { type SessionsSection, sessionsSection } from "./parts/sessions-section.ts";

export const accountChanges = [
  "password",
  "authenticator_off",
  "passkey_added",
  "passkey_removed",
  "signed_out",
] as const;
export type AccountChange = (typeof accountChanges)[number];

export type Account = Frame & { viewer: Viewer; changed?: AccountChange } & PasswordSection &
  PasskeysSection &
  AuthenticatorSection &
  SessionsSection;

/** How somebody signs in, and where they are signed in. */
export const accountPage = (t: Translate, facts: Account) =>
  accountLayout(t, {
    ...facts,
    tab: "security",
    error: facts.password.problem !== undefined || facts.passkeys.problem !== undefined,
    body: html`${facts.changed && note({ kind: "success", icon: "check", body: html`${t(`account.changed.${facts.changed}`)}` })}
${!facts.mayChange && signInAgain(t, "account", t("account.signInAgain"))}
${passwordSection(t, facts)}
${passkeysSection(t, facts)}
${authenticatorSection(t, facts)}
${sessionsSection(t, facts)}`,
  });
