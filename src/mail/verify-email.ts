import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type VerifyEmail = {
  orderNumber: string;
  company: string;
  itemCount: number;
  code: string;
  link: string;
  expiresAt: string;
  brandName: string;
};

/** Proves that a new customer reads this address: by the code or by the one link. */
export const verifyEmail = (t: MailTranslate, params: VerifyEmail): MailContent => ({
  subject: t("verifyEmail.subject", { orderNumber: params.orderNumber }),
  preview: t("verifyEmail.preview", { orderNumber: params.orderNumber }),
  heading: t("verifyEmail.heading"),
  blocks: [
    {
      type: "paragraph",
      strong: params.orderNumber,
      text: t("verifyEmail.intro", {
        orderNumber: params.orderNumber,
        company: params.company,
        items: t("mail.items", { count: params.itemCount }),
      }),
    },
    { type: "code", code: params.code },
    { type: "paragraph", text: t("verifyEmail.orContinue") },
    { type: "button", label: t("verifyEmail.button"), link: params.link },
    { type: "hint", text: t("verifyEmail.expires", { expiresAt: t.time(params.expiresAt) }) },
  ],
  question: { heading: t("verifyEmail.question"), answer: t("verifyEmail.answer") },
});
