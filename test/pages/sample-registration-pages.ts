import type { Translate } from "../../src/messages/translate.ts";
import { orderRefusedPage } from "../../src/pages/order-refused.ts";
import { registerPage } from "../../src/pages/register.ts";
import { registeredPage } from "../../src/pages/registered.ts";
import { reviewProductsPage } from "../../src/pages/review-products.ts";
import { formProblem } from "../../src/pages/routes/registration-problem.ts";
import { guessesFor } from "../../src/password-guesses.ts";
import { parseRegistration, registrationFields } from "../../src/policy/registration-form.ts";
import { registrationOf } from "../support/sample-registration.ts";
import { boundHint, type Facts, hints, items, owner } from "./sample-facts.ts";

/** The original process. */
export const registrationPages = (
  t: Translate,
  { frame, viewer, email, order }: Pick<Facts, "frame" | "viewer" | "email" | "order">,
) => {
  const mine = items.slice(0, 2).map((item) => ({ ...item, previousEndsOn: "2026-10-31" }));
  const renewals = items.slice(0, 2).map((item) => ({ ...item, endsOnSoFar: "2026-10-31" }));
  const nobody = { ...frame, activationId: "a1b2", order, items: items.slice(0, 2), leftOut: 0, hasOtherKeys: true };
  const review = {
    ...nobody,
    why: "no_add_on" as const,
    accounts: hints,
    owner: null,
    newAccount: false,
    agreed: false,
  };
  const problem = { reason: "agreement_not_accepted", text: t("reason.agreement_not_accepted") };
  const typed = { ...registrationOf({ email, company: order.company }) };
  const form = { ...frame, activationId: "a1b2", orderNumber: order.orderNumber, company: order.company, itemCount: 2 };
  const nothing = parseRegistration(
    registrationOf(Object.fromEntries(registrationFields.map((name) => [name, ""]))),
    guessesFor,
  );
  const problems = nothing.ok ? [] : nothing.problems.map((each) => formProblem(t, each));
  const done = {
    ...frame,
    orderNumber: order.orderNumber,
    items: mine,
    email,
    what: "registered" as const,
    newAccount: true,
  };
  const used = { reason: "already_activated", owner: "j•••@acme.example", activatedAt: owner.registeredAt } as const;
  return {
    review: reviewProductsPage(t, review),
    "review-problem": reviewProductsPage(t, { ...review, leftOut: 1, problem }),
    "review-signed-in": reviewProductsPage(t, {
      ...review,
      viewer,
      items: renewals,
      accounts: [],
      hasOtherKeys: false,
      isOwn: true,
    }),
    "review-viewer": reviewProductsPage(t, { ...review, viewer: { ...viewer, mayActivate: false }, accounts: [] }),
    "review-new-account": reviewProductsPage(t, { ...review, viewer, accounts: [], newAccount: true, agreed: true }),
    "review-renewal": reviewProductsPage(t, { ...review, why: "renewal", owner: boundHint }),
    register: registerPage(t, { ...form, typed, problems: [] }),
    "register-problems": registerPage(t, { ...form, typed: { ...typed, accountId: email }, problems }),
    registered: registeredPage(t, { ...done, viewer, accountId: "initech-it" }),
    renewed: registeredPage(t, { ...done, viewer, accountId: null, what: "extended", newAccount: false }),
    "registered-other-browser": registeredPage(t, { ...done, accountId: null }),
    "refused-used-key": orderRefusedPage(t, { ...nobody, items: [], process: "original", refusal: used }),
    "refused-several-owners": orderRefusedPage(t, {
      ...nobody,
      process: "original",
      refusal: { reason: "registered_to_other_account", owner: null },
    }),
  };
};
