import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import type { Frame } from "./parts/frame.ts";
import type { Html } from "./parts/html-type.ts";
import { moment } from "./parts/moment.ts";
import { reasonAttribute } from "./parts/notes.ts";

export type PortalProblem =
  | { reason: "not_found" }
  /** The token of a form does not fit: the page was open too long, or another site sent it. */
  | { reason: "page_expired" }
  /** The console asked for a sign-in in a way that is not allowed. */
  | { reason: "sign_in_request_invalid" }
  | { reason: "role_cannot_activate" }
  | { reason: "role_not_allowed" }
  | { reason: "too_large" }
  | { reason: "rate_limited"; retryAt: Date }
  | { reason: "fault"; reference: string }
  | { reason: "unavailable" };

export type ProblemFacts = Frame & { trouble: PortalProblem };

/** 404, 403, 429, 500 and 503: what is wrong, then what to do. */
export const problemPage = (t: Translate, facts: ProblemFacts) => {
  const title = t(`problem.${facts.trouble.reason}.title`);
  return layout(t, {
    ...facts,
    title,
    error: true,
    flow: "narrow",
    body: html`<section class="ak-sheet mt-2 sm:mt-8">
  <span class="ak-mark ak-mark-warning">${icon("warning")}</span>
  <div><h1>${title}</h1><p class="ak-lead"${reasonAttribute(facts.trouble.reason)}>${explanation(t, facts.trouble)}</p></div>
  <div class="ak-actions"><a class="btn btn-outline btn-lg" href="/">${t("problem.home")}</a></div>
</section>`,
  });
};

const explanation = (t: Translate, trouble: PortalProblem): Html | string => {
  switch (trouble.reason) {
    case "rate_limited":
      return t.rich("problem.rate_limited.text", { when: moment(t, trouble.retryAt) });
    case "fault":
      return t.rich("problem.fault.text", { reference: html`<code>${trouble.reference}</code>` });
    default:
      return t(`problem.${trouble.reason}.text`);
  }
};
