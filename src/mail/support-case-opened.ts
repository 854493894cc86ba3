import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type SupportCaseOpened = { orderNumber: string; company: string; caseNumber: string; brandName: string };

/** The number of the case that the desk has about an order which no rule lets the customer activate alone. */
export const supportCaseOpened = (t: MailTranslate, params: SupportCaseOpened): MailContent => {
  const { orderNumber, company, caseNumber, brandName } = params;
  return {
    subject: t("supportCaseOpened.subject", { caseNumber, orderNumber }),
    preview: t("supportCaseOpened.preview"),
    heading: t("supportCaseOpened.heading"),
    blocks: [
      {
        type: "paragraph",
        strong: caseNumber,
        text: t("supportCaseOpened.intro", { orderNumber, company, caseNumber }),
      },
      { type: "paragraph", text: t("supportCaseOpened.next") },
    ],
    question: { heading: t("supportCaseOpened.question"), answer: t("supportCaseOpened.answer", { brandName }) },
  };
};
