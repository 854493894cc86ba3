import type { Translate } from "../../src/messages/translate.ts";
import { accessibilityPage } from "../../src/pages/accessibility.ts";
import { type Activated, activatedPage } from "../../src/pages/activated.ts";
import { brandFor } from "../../src/pages/brands.ts";
import { checkYourMailPage } from "../../src/pages/check-your-mail.ts";
import { confirmPage } from "../../src/pages/confirm.ts";
import { emailFormPage } from "../../src/pages/email-form.ts";
import { enterKeyPage } from "../../src/pages/enter-key.ts";
import { helpPage } from "../../src/pages/help.ts";
import { orderPreviewPage } from "../../src/pages/order-preview.ts";
import { type OrderRefused, orderRefusedPage } from "../../src/pages/order-refused.ts";
import type { Html } from "../../src/pages/parts/html-type.ts";
import type { OrderRefusal } from "../../src/pages/parts/refusal.ts";
import { type PortalProblem, problemPage } from "../../src/pages/problem-page.ts";
import { type Ending, verificationEndedPage } from "../../src/pages/verification-ended.ts";
import { accountPages } from "./sample-account-pages.ts";
import { boundHint, consoleFacts, type Facts, hints, items, owner, type Said, sampleFacts } from "./sample-facts.ts";
import { licensePages } from "./sample-license-pages.ts";
import { peoplePages } from "./sample-people-pages.ts";
import { registrationPages } from "./sample-registration-pages.ts";

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
  { reason: "registered_to_other_account", owner: boundHint },
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
  { reason: "role_not_allowed" },
  { reason: "rate_limited", retryAt: new Date("2026-11-25T10:42:00Z") },
  { reason: "fault", reference: "f3a91c" },
  { reason: "unavailable" },
];

/** Every page of the portal in every state that looks different, by a name for the screenshots. */
export const samplePages = (t: Translate, said: Said = {}): Record<string, Html> => {
  const facts = sampleFacts(said);
  return {
    ...orderPages(t, facts),
    ...verificationPages(t, facts),
    ...accountPages(t, facts),
    ...licensePages(t, facts.frame, facts.viewer),
    ...peoplePages(t, facts),
    ...problemPages(t, facts),
  };
};

const orderPages = (t: Translate, { frame, viewer, email, order }: Facts) => {
  const landing = { ...frame, path: "/" };
  const problem = { reason: "malformed_key", text: t("reason.malformed_key.order_number", { typed: email }) };
  const preview = {
    ...frame,
    activationId: "a1b2",
    order,
    process: "account_based" as const,
    items,
    leftOut: 2,
    accounts: [],
    freeChoice: true,
  };
  const refused = (refusal: OrderRefusal) =>
    orderRefusedPage(t, { ...preview, refusal, viewer: refusal.reason === "cross_grade_needs_owner" ? null : viewer });
  return {
    "enter-key": enterKeyPage(t, landing),
    "enter-key-signed-out": enterKeyPage(t, { ...landing, signedOut: true }),
    "enter-key-error": enterKeyPage(t, { ...landing, typed: email, problem, typedNumber: "order_number" }),
    "enter-key-signed-in": enterKeyPage(t, { ...landing, viewer, brand: brandFor("HS") }),
    preview: orderPreviewPage(t, { ...preview, accounts: hints.slice(0, 1) }),
    "preview-none": orderPreviewPage(t, { ...preview, leftOut: 0, items: items.slice(0, 1) }),
    "preview-several": orderPreviewPage(t, { ...preview, accounts: hints }),
    "preview-bound": orderPreviewPage(t, { ...preview, leftOut: 0, extended: items.slice(4), accounts: [boundHint] }),
    "preview-signed-in": orderPreviewPage(t, { ...preview, viewer }),
    "preview-viewer": orderPreviewPage(t, { ...preview, viewer: { ...viewer, mayActivate: false } }),
    "preview-own": orderPreviewPage(t, { ...preview, viewer, extended: items.slice(4), freeChoice: false }),
    ...Object.fromEntries(refusals.map((refusal) => [`refused-${refusal.reason}`, refused(refusal)])),
    ...accessPages(t, { ...preview, refusal: refusals[1] as OrderRefusal }),
    "refused-no-case-yet": refused({ reason: "needs_support", caseNumber: null }),
    ...registrationPages(t, { frame, viewer, email, order }),
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
    ...activatedPages(t, { ...frame, viewer, orderNumber: "SO-2026-118204", email }),
    ...Object.fromEntries(endings.map((ending) => [`ended-${ending.reason}`, ended(ending)])),
  };
};

const activatedPages = (t: Translate, facts: Omit<Activated, "items" | "console" | "popUp">) => {
  const plain = { ...facts, items, console: null, popUp: false };
  const states = (["preparing", "ready", "failed"] as const).flatMap((state) => {
    const told = { ...plain, console: { ...consoleFacts, state } };
    return [
      [`activated-${state}`, activatedPage(t, told)],
      [`pop-up-${state}`, activatedPage(t, { ...told, popUp: true })],
    ];
  });
  return {
    activated: activatedPage(t, plain),
    "activated-extended": activatedPage(t, { ...plain, items: items.slice(1), extended: items.slice(0, 1) }),
    ...Object.fromEntries(states),
  };
};

const problemPages = (t: Translate, { frame }: Facts) => ({
  ...Object.fromEntries(
    troubles.map((trouble) => [`problem-${trouble.reason}`, problemPage(t, { ...frame, trouble })]),
  ),
  help: helpPage(t, frame),
  accessibility: accessibilityPage(t, frame),
});
