import type { Language } from "../messages/translate.ts";
import type { MailContent } from "./content.ts";
import { formatTime } from "./dates.ts";
import type { MailTranslate } from "./texts.ts";

export type OrderActivatedNotice = {
  orderNumber: string;
  company: string;
  maskedEmail: string;
  activatedAt: string;
  supportContact?: string;
  brandName: string;
};

/** Warns the order's contact when somebody with another address activated the order. */
export const orderActivatedNotice = (
  t: MailTranslate,
  language: Language,
  params: OrderActivatedNotice,
): MailContent => ({
  subject: t("orderActivatedNotice.subject", { orderNumber: params.orderNumber }),
  preview: t("orderActivatedNotice.preview"),
  heading: t("orderActivatedNotice.heading"),
  blocks: [
    {
      type: "paragraph",
      strong: params.orderNumber,
      text: t("orderActivatedNotice.intro", {
        orderNumber: params.orderNumber,
        company: params.company,
        maskedEmail: params.maskedEmail,
        activatedAt: formatTime(language, params.activatedAt),
      }),
    },
    { type: "paragraph", text: t("orderActivatedNotice.why") },
  ],
  question: { heading: t("orderActivatedNotice.question"), answer: answerOf(t, params) },
});

const answerOf = (t: MailTranslate, { orderNumber, supportContact, brandName }: OrderActivatedNotice): string =>
  supportContact
    ? t("orderActivatedNotice.answer", { orderNumber, supportContact })
    : t("orderActivatedNotice.answerWithoutContact", { orderNumber, brandName });
