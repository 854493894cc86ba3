import type { Translate } from "../../src/messages/translate.ts";
import { accessibilityPage } from "../../src/pages/accessibility.ts";
import { accountPage } from "../../src/pages/account.ts";
import { activatedPage } from "../../src/pages/activated.ts";
import { brandFor } from "../../src/pages/brands.ts";
import { checkYourMailPage } from "../../src/pages/check-your-mail.ts";
import { confirmPage } from "../../src/pages/confirm.ts";
import { emailFormPage } from "../../src/pages/email-form.ts";
import { enterKeyPage } from "../../src/pages/enter-key.ts";
import { forgottenPage, forgottenSentPage } from "../../src/pages/forgotten.ts";
import { helpPage } from "../../src/pages/help.ts";
import { orderPreviewPage } from "../../src/pages/order-preview.ts";
import { type OrderRefused, orderRefusedPage } from "../../src/pages/order-refused.ts";
import { originalProcessPendingPage } from "../../src/pages/original-process-pending.ts";
import type { Html } from "../../src/pages/parts/html-type.ts";
import type { ItemFacts } from "../../src/pages/parts/items-table.ts";
import type { LicenseFacts } from "../../src/pages/parts/licenses-table.ts";
import type { OrderRefusal } from "../../src/pages/parts/refusal.ts";
import { type PortalProblem, problemPage } from "../../src/pages/problem-page.ts";
import { productsPage } from "../../src/pages/products.ts";
import { resetPasswordEndPage, resetPasswordPage } from "../../src/pages/reset-password.ts";
import { secondFactorPage } from "../../src/pages/second-factor.ts";
import { recoveryCodesPage, setUpAuthenticatorPage } from "../../src/pages/set-up-authenticator.ts";
import { type SignInCode, signInCodePage } from "../../src/pages/sign-in-code.ts";
import { signInPage } from "../../src/pages/sign-in.ts";
import { type Ending, verificationEndedPage } from "../../src/pages/verification-ended.ts";

type Said = { company?: string; email?: string };

const term = { startsOn: "2026-11-01", endsOn: "2027-10-31", trial: false };

const items: ItemFacts[] = [
  { productName: "Apex One as a Service", kind: "saas", seats: 250, unit: "user", convertsTrial: true, ...term },
  { productName: "XDR Addon: Apex One as a Service", kind: "xdr_add_on", seats: 250, unit: "user", ...term },
  { productName: "XDR Add-On: Cloud App Security", kind: "xdr_add_on", seats: 250, unit: "user", ...term, trial: true },
  { productName: "XDR Addon: Deep Discovery Inspector (EU)", kind: "xdr_add_on", seats: 1, unit: "appliance", ...term },
  { productName: "Portable Security", kind: "on_premises", seats: 5, unit: "device", ...term },
];

const consoleLink = "http://console.example/sign-in?iss=http%3A%2F%2Fportal.example";

const consoleFacts = {
  link: consoleLink,
  region: "EU",
  orderRegion: "JP",
  addOns: ["XDR Addon: Apex One as a Service", "XDR Add-On: Cloud App Security"],
};

const statuses = [
  ["active", 200],
  ["expiring", 20],
  ["grace", -13],
  ["expired", -80],
  ["not_started", 400],
] as const;

const licenses: LicenseFacts[] = items.map((item, index) => {
  const [status, daysLeft] = statuses[index] ?? ["converted", 10];
  const orderNumber = index === 4 ? null : "SO-2026-118204";
  const link = index === 1 ? consoleLink : null;
  const activationCode = "AX-3G2Z-9F48L-9FGQU-ESXVX-CL9R6-4TGTZ";
  return { ...item, activationCode, orderNumber, status, daysLeft, consoleLink: link };
});

const owner = {
  id: "1",
  hint: "p•••@globex.example",
  codeTail: "…UEU5M",
  productName: "Complete User Protection",
  registeredAt: new Date("2024-03-14T10:00:00Z"),
  purchasedAt: new Date("2026-11-02T10:00:00Z"),
};

const conflict = {
  held: { productName: "Cloud App Security", region: "JP", endsOn: "2027-03-31", codeTail: "…7QX4D" },
  ordered: { productName: "Cloud App Security", region: "EU", endsOn: "2027-10-31", codeTail: "…M3RTW" },
};

const refusals: OrderRefusal[] = [
  { reason: "order_cancelled" },
  { reason: "already_activated", owner: "j•••@acme.example", activatedAt: new Date("2026-11-03T10:00:00Z") },
  { reason: "saas_conflict", conflicts: [conflict] },
  { reason: "cross_grade_needs_owner", owner },
  { reason: "cross_grade_other_account", owner },
  { reason: "needs_support", caseNumber: "CS-20418" },
];

const ownOrder: OrderRefusal = {
  ...{ reason: "already_activated", owner: "j•••@acme.example", own: "by_mail" },
  activatedAt: new Date("2026-11-03T10:00:00Z"),
};

const endings: Ending[] = [
  { reason: "verification_expired", expiredAt: new Date("2026-11-25T10:42:00Z") },
  { reason: "verification_unknown" },
  { reason: "too_many_codes" },
];

const troubles: PortalProblem[] = [
  { reason: "not_found" },
  { reason: "page_expired" },
  { reason: "rate_limited", retryAt: new Date("2026-11-25T10:42:00Z") },
  { reason: "fault", reference: "f3a91c" },
  { reason: "unavailable" },
];

const hints = [
  { id: "1", hint: "j•••@acme.example", reason: "same_email", binding: false },
  { id: "2", hint: "m•••@acme.example", reason: "same_company", binding: false },
] as const;

const boundHint = { ...hints[0], reason: "owns_license_of_order", binding: true } as const;

/** Every page of the portal in every state that looks different, by a name for the screenshots. */
export const samplePages = (t: Translate, said: Said = {}): Record<string, Html> => {
  const facts = sampleFacts(said);
  return {
    ...orderPages(t, facts),
    ...verificationPages(t, facts),
    ...accountPages(t, facts),
    ...problemPages(t, facts),
  };
};

const sampleFacts = ({ company = "Acme Logistics Ltd", email = "it@acme.example" }: Said) => {
  const frame = { brand: brandFor("TM"), csrf: "csrf-token", path: "/activations/a1b2" };
  const order = {
    orderNumber: "SO-2026-118204",
    certificateNumber: "LC-0090317-26",
    company,
    reseller: "Brightline IT",
  };
  return {
    email,
    company,
    viewer: { email, company, consoleLink },
    frame,
    order,
    expiresAt: new Date("2026-11-25T10:42:00Z"),
  };
};

type Facts = ReturnType<typeof sampleFacts>;

const orderPages = (t: Translate, { frame, viewer, email, order }: Facts) => {
  const landing = { ...frame, path: "/" };
  const problem = { reason: "malformed_key", text: t("reason.malformed_key.order_number", { typed: email }) };
  const preview = { ...frame, activationId: "a1b2", order, items, leftOut: 2, accounts: [] };
  const refused = (refusal: OrderRefusal) =>
    orderRefusedPage(t, { ...preview, refusal, viewer: refusal.reason === "cross_grade_needs_owner" ? null : viewer });
  return {
    "enter-key": enterKeyPage(t, landing),
    "enter-key-error": enterKeyPage(t, { ...landing, typed: email, problem, typedNumber: "order_number" }),
    "enter-key-signed-in": enterKeyPage(t, { ...landing, viewer, brand: brandFor("HS") }),
    preview: orderPreviewPage(t, { ...preview, accounts: hints.slice(0, 1) }),
    "preview-none": orderPreviewPage(t, { ...preview, leftOut: 0, items: items.slice(0, 1) }),
    "preview-several": orderPreviewPage(t, { ...preview, accounts: hints }),
    "preview-bound": orderPreviewPage(t, { ...preview, leftOut: 0, extended: items.slice(4), accounts: [boundHint] }),
    "preview-signed-in": orderPreviewPage(t, { ...preview, viewer }),
    ...Object.fromEntries(refusals.map((refusal) => [`refused-${refusal.reason}`, refused(refusal)])),
    ...accessPages(t, { ...preview, refusal: refusals[1] as OrderRefusal }),
    "refused-no-case-yet": refused({ reason: "needs_support", caseNumber: null }),
    original: originalProcessPendingPage(t, { ...frame, order, why: "no_add_on" }),
  };
};

/** The owner of an activated order is asked for access: an address that is none, and the answer. */
const accessPages = (t: Translate, facts: Omit<OrderRefused, "access">) => {
  const problem = { reason: "malformed_email", text: t("reason.malformed_email.no_at") };
  return {
    "access-problem": orderRefusedPage(t, { ...facts, items: [], access: { typed: "lee-at-work", problem } }),
    "access-asked": orderRefusedPage(t, { ...facts, items: [], access: { asked: true } }),
    "refused-own-order": orderRefusedPage(t, { ...facts, activationId: null, items: [], refusal: ownOrder }),
  };
};

const verificationPages = (t: Translate, { frame, viewer, email, company, order, expiresAt }: Facts) => {
  const emailForm = { ...frame, activationId: "a1b2", orderNumber: "SO-2026-118204", company, itemCount: 5 };
  const mail = { ...frame, activationId: "a1b2", email, expiresAt, sender: "no-reply@anykey.example" };
  const noAt = { reason: "malformed_email", text: t("reason.malformed_email.no_at") };
  const wrongCode = { reason: "wrong_code", text: t("reason.wrong_code", { triesLeft: 3 }) };
  const activatedFacts = { ...frame, viewer, orderNumber: "SO-2026-118204", items, email };
  const ended = (ending: Ending) => verificationEndedPage(t, { ...frame, ending });
  return {
    "email-form": emailFormPage(t, emailForm),
    "email-form-error": emailFormPage(t, { ...emailForm, typed: email, problem: noAt }),
    "check-mail": checkYourMailPage(t, { ...mail, resendInSeconds: 25 }),
    "check-mail-error": checkYourMailPage(t, {
      ...mail,
      resendInSeconds: 0,
      typed: "123456",
      problem: wrongCode,
      mailFailed: true,
    }),
    confirm: confirmPage(t, { ...frame, action: "/verify/token", order, items, email }),
    activated: activatedPage(t, { ...activatedFacts, console: null, popUp: false }),
    "activated-extended": activatedPage(t, {
      ...{ ...activatedFacts, console: null, popUp: false },
      items: items.slice(1),
      extended: items.slice(0, 1),
    }),
    ...Object.fromEntries(
      (["preparing", "ready", "failed"] as const).flatMap((state) => [
        [
          `activated-${state}`,
          activatedPage(t, { ...activatedFacts, console: { ...consoleFacts, state }, popUp: false }),
        ],
        [`pop-up-${state}`, activatedPage(t, { ...activatedFacts, console: { ...consoleFacts, state }, popUp: true })],
      ]),
    ),
    ...Object.fromEntries(endings.map((ending) => [`ended-${ending.reason}`, ended(ending)])),
  };
};

const accountPages = (t: Translate, facts: Facts) => {
  const { frame, viewer, email, expiresAt } = facts;
  const signIn = { ...frame, path: "/sign-in" };
  const problem = { reason: "login_empty", text: t("reason.login_empty") };
  const counts = { active: 6, expiring: 1, grace: 1, expired: 1, not_started: 1 };
  const products = {
    ...frame,
    path: "/products",
    viewer,
    counts,
    console: { ...consoleFacts, state: "ready" as const, addOns: [] },
  };
  return {
    "sign-in": signInPage(t, { ...signIn, ceremony: PASSKEY }),
    "sign-in-passkey-refused": signInPage(t, {
      ...signIn,
      passkeyProblem: { reason: "passkey_refused", text: t("reason.passkey_refused") },
    }),
    "sign-in-as": signInPage(t, { ...signIn, activationId: "a1b2", as: hints[0], typed: email, problem }),
    ...myAccountPages(t, facts),
    ...signInPages(t, { ...signIn, login: email, expiresAt, resendInSeconds: 0, codeSent: true }),
    products: productsPage(t, { ...products, licenses, nextPage: "/products?after=5" }),
    "products-empty": productsPage(t, { ...products, licenses: [], console: null }),
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
    passkeys: { list: [], suggestedName: "" },
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

const problemPages = (t: Translate, { frame }: Facts) => ({
  ...Object.fromEntries(
    troubles.map((trouble) => [`problem-${trouble.reason}`, problemPage(t, { ...frame, trouble })]),
  ),
  help: helpPage(t, frame),
  accessibility: accessibilityPage(t, frame),
});
