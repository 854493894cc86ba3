import type { Process } from "../policy/process.ts";
import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type OrderActivatedNotice = {
  orderNumber: string;
  company: string;
  maskedEmail: string;
  activatedAt: string;
  /** In the original process one key was used, and its products alone are registered. */
  process: Process;
  supportContact?: string;
  brandName: string;
};

/** Warns the order's contact when somebody with another address activated the order or used one of its keys. */
export const orderActivatedNotice = (t: MailTranslate, params: OrderActivatedNotice): MailContent => ({
  subject: t(`${saidOf(params)}.subject`, { orderNumber: params.orderNumber }),
  preview: t("orderActivatedNotice.preview"),
  heading: t(`${saidOf(params)}.heading`),
  blocks: [
    {
      type: "paragraph",
      strong: params.orderNumber,
      text: t(`${saidOf(params)}.intro`, {
        orderNumber: params.orderNumber,
        company: params.company,
        maskedEmail: params.maskedEmail,
        activatedAt: t.time(params.activatedAt),
      }),
    },
    { type: "paragraph", text: t("orderActivatedNotice.why") },
  ],
  question: { heading: t("orderActivatedNotice.question"), answer: answerOf(t, params) },
});

const saidOf = ({ process }: OrderActivatedNotice) =>
  process === "original" ? "keyUsedNotice" : "orderActivatedNotice";

const answerOf = (t: MailTranslate, { orderNumber, supportContact, brandName }: OrderActivatedNotice): string =>
  supportContact
    ? t("orderActivatedNotice.answer", { orderNumber, supportContact })
    : t("orderActivatedNotice.answerWithoutContact", { orderNumber, brandName });
