import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type AccessRequested = {
  orderNumber: string;
  company: string;
  asker: string;
  askedAt: string;
  /** The page where the owner lets them in or declines. */
  answerLink: string;
  brandName: string;
};

/** Tells an account's owner that a key holder asks for access, and who. The owner decides; nothing happens by itself. */
export const accessRequested = (t: MailTranslate, params: AccessRequested): MailContent => {
  const { orderNumber, company, asker, brandName } = params;
  const askedAt = t.time(params.askedAt);
  return {
    subject: t("accessRequested.subject", { orderNumber }),
    preview: t("accessRequested.preview"),
    heading: t("accessRequested.heading"),
    blocks: [
      { type: "paragraph", strong: asker, text: t("accessRequested.intro", { askedAt, asker, orderNumber, company }) },
      { type: "paragraph", text: t("accessRequested.next") },
      { type: "button", label: t("accessRequested.button"), link: params.answerLink },
      { type: "hint", text: t("accessRequested.check") },
    ],
    question: { heading: t("accessRequested.question"), answer: t("accessRequested.answer", { brandName }) },
  };
};
