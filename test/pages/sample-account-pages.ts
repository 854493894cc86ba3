import type { Translate } from "../../src/messages/translate.ts";
import { accountPage } from "../../src/pages/account.ts";
import { forgottenPage, forgottenSentPage } from "../../src/pages/forgotten.ts";
import { resetPasswordEndPage, resetPasswordPage } from "../../src/pages/reset-password.ts";
import { secondFactorPage } from "../../src/pages/second-factor.ts";
import { recoveryCodesPage, setUpAuthenticatorPage } from "../../src/pages/set-up-authenticator.ts";
import { type SignInCode, signInCodePage } from "../../src/pages/sign-in-code.ts";
import { signInPage } from "../../src/pages/sign-in.ts";
import { type Facts, hints } from "./sample-facts.ts";

/** Signing in, and what somebody signed in sees of their account. */
export const accountPages = (t: Translate, facts: Facts) => {
  const { frame, email, expiresAt } = facts;
  const signIn = { ...frame, path: "/sign-in" };
  const problem = { reason: "login_empty", text: t("reason.login_empty") };
  return {
    "sign-in": signInPage(t, { ...signIn, ceremony: PASSKEY }),
    "sign-in-passkey-refused": signInPage(t, {
      ...signIn,
      passkeyProblem: { reason: "passkey_refused", text: t("reason.passkey_refused") },
    }),
    "sign-in-as": signInPage(t, { ...signIn, activationId: "a1b2", as: hints[0], typed: email, problem }),
    ...myAccountPages(t, facts),
    ...signInPages(t, { ...signIn, login: email, expiresAt, resendInSeconds: 0, codeSent: true }),
  };
};

const PASSKEY = { options: "{}", origin: "https://anykey.example" };

/** "My account" of somebody who may change everything, of somebody who has to sign in again, and what it leads to. */
const myAccountPages = (t: Translate, { frame, viewer }: Facts) => {
  const at = new Date("2026-11-24T10:42:00Z");
  const problem = { reason: "password_too_common", text: t("reason.password_too_common") };
  const session = { id: "1", browser: "Firefox", system: "Windows", beganAt: at, seenAt: at, isThisOne: true };
  const full = {
    ...frame,
    path: "/account",
    viewer,
    mayChange: true,
    password: { setAt: at, problem },
    authenticator: { confirmedAt: at, recoveryCodesLeft: 1 },
    passkeys: {
      list: [{ id: "1", name: viewer.company, addedAt: at, usedAt: at }],
      ceremony: PASSKEY,
      suggestedName: "",
    },
    sessions: [session, { ...session, id: "2", browser: "", system: "", isThisOne: false }],
  };
  const bare = {
    ...full,
    mayChange: false,
    password: { setAt: null },
    authenticator: { confirmedAt: null, recoveryCodesLeft: 0 },
    passkeys: { list: [], suggestedName: "", openAt: "http://localhost:3000" },
    sessions: [session],
  };
  const qrCode = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path fill="#fff" d="M0 0h2v2H0z"/></svg>';
  const codes = ["23456-ZYXWV", "ABCDE-FGHJK", "LMNPQ-RSTUV"];
  return {
    account: accountPage(t, { ...full, changed: "passkey_added" }),
    "account-again": accountPage(t, bare),
    "set-up-authenticator": setUpAuthenticatorPage(t, { ...full, secret: "JBSWY3DPEHPK3PXP", qrCode }),
    "recovery-codes": recoveryCodesPage(t, { ...full, codes }),
  };
};

const signInPages = (t: Translate, facts: SignInCode) => {
  const passwordProblem = { reason: "wrong_password", text: t("reason.wrong_password") };
  const common = { reason: "password_too_common", text: t("reason.password_too_common") };
  const noAt = { reason: "malformed_email", text: t("reason.malformed_email.no_at") };
  const wrongFactor = { reason: "wrong_code", text: t("reason.wrong_second_factor", { triesLeft: 3 }) };
  return {
    "sign-in-code": signInCodePage(t, { ...facts, sentAgain: true }),
    "sign-in-proves-address": signInCodePage(t, { ...facts, provesAddress: true, activationId: "a1b2" }),
    "sign-in-password": signInCodePage(t, { ...facts, codeSent: false, passwordProblem }),
    "forgot-password": forgottenPage(t, { ...facts, what: "password" }),
    "forgot-account-id": forgottenPage(t, { ...facts, what: "accountId", typed: facts.login, problem: noAt }),
    "forgot-sent": forgottenSentPage(t, { ...facts, what: "password", typed: facts.login }),
    "reset-password": resetPasswordPage(t, { ...facts, token: "token", problem: common }),
    "second-factor": secondFactorPage(t, { ...facts, typed: "123456", problem: wrongFactor }),
    "reset-password-done": resetPasswordEndPage(t, { ...facts, end: "done" }),
    "reset-password-over": resetPasswordEndPage(t, { ...facts, end: "over" }),
  };
};
