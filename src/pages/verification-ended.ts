import { html } from "hono/html";
import type { Translate } from "../messages/translate.ts";
import { icon } from "./icons.ts";
import { layout } from "./layout.ts";
import type { Frame } from "./parts/frame.ts";
import type { Html } from "./parts/html-type.ts";
import { moment } from "./parts/moment.ts";
import { reasonAttribute } from "./parts/notes.ts";
import { sentences } from "./parts/sentences.ts";

export type Ending =
  | { reason: "verification_expired"; expiredAt: Date }
  /** No such link, or one that was used, replaced or never complete: nothing is known of it any more. */
  | { reason: "verification_unknown" }
  | { reason: "too_many_codes" };

export type VerificationEnded = Frame & { ending: Ending };

/** The verification cannot go on, and nothing was kept of it: the way on starts at the key. */
export const verificationEndedPage = (t: Translate, facts: VerificationEnded) => {
  const { title, text } = endingText(t, facts.ending);
  return layout(t, {
    ...facts,
    title,
    error: true,
    step: "verify",
    flow: "narrow",
    body: html`<section class="ak-sheet">
  <span class="ak-mark ak-mark-warning">${icon("clock")}</span>
  <div><h1>${title}</h1><p class="ak-lead"${reasonAttribute(facts.ending.reason)}>${sentences(t, text, t("frame.nothingActivated"))}</p></div>
  <div class="ak-actions"><a class="btn btn-primary btn-lg sm:px-10" href="/">${t("ended.startAgain")}</a></div>
</section>`,
  });
};

const endingText = (t: Translate, ending: Ending): { title: string; text: Html | string } => {
  switch (ending.reason) {
    case "verification_expired": {
      const until = moment(t, ending.expiredAt);
      return { title: t("ended.expired.title"), text: t.rich("reason.verification_expired", { until }) };
    }
    case "verification_unknown":
      return { title: t("ended.unknown.title"), text: t("reason.verification_unknown") };
    case "too_many_codes":
      return { title: t("ended.tooMany.title"), text: t("reason.too_many_codes") };
  }
};
