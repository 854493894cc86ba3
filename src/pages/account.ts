import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { layout } from "./layout.ts";
import { type AuthenticatorSection, authenticatorSection } from "./parts/authenticator-section.ts";
import type { Frame, Viewer } from "./parts/frame.ts";
import { note } from "./parts/notes.ts";
import { type PasskeysSection, passkeysSection } from "./parts/passkeys-section.ts";
import { type PasswordSection, passwordSection } from "./parts/password-section.ts";
import { sentences } from "./parts/sentences.ts";
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
  layout(t, {
    ...facts,
    title: t("account.title"),
    error: facts.password.problem !== undefined || facts.passkeys.problem !== undefined,
    flow: "flow",
    body: html`<div class="max-sm:px-4"><h1>${t("account.title")}</h1><p class="ak-lead mt-1 wrap-anywhere">${facts.viewer.email}</p></div>
${facts.changed && note({ kind: "success", icon: "check", body: html`${t(`account.changed.${facts.changed}`)}` })}
${!facts.mayChange && signInAgain(t)}
${passwordSection(t, facts)}
${passkeysSection(t, facts)}
${authenticatorSection(t, facts)}
${sessionsSection(t, facts)}`,
  });

const signInAgain = (t: Translate) =>
  note({
    kind: "info",
    icon: "info",
    reason: "sign_in_again",
    body: sentences(
      t,
      t("account.signInAgain"),
      html`<a class="ak-link" href="/sign-in?to=account">${t("account.signInAgain.link")}</a>`,
    ),
  });
