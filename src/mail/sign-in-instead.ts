import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type SignInInstead = {
  orderNumber: string;
  company: string;
  itemCount: number;
  email: string;
  link: string;
  expiresAt: string;
  brandName: string;
};

/** Sent in place of verify-email when the address already has a user: only its mailbox learns that. */
export const signInInstead = (t: MailTranslate, params: SignInInstead): MailContent => ({
  subject: t("signInInstead.subject", { orderNumber: params.orderNumber }),
  preview: t("signInInstead.preview"),
  heading: t("signInInstead.heading"),
  blocks: [
    {
      type: "paragraph",
      strong: params.orderNumber,
      text: t("signInInstead.intro", {
        orderNumber: params.orderNumber,
        company: params.company,
        items: t("mail.items", { count: params.itemCount }),
        email: params.email,
      }),
    },
    { type: "paragraph", text: t("signInInstead.next") },
    { type: "button", label: t("signInInstead.button"), link: params.link },
    { type: "hint", text: t("signInInstead.expires", { expiresAt: t.time(params.expiresAt) }) },
  ],
  question: { heading: t("signInInstead.question"), answer: t("signInInstead.answer") },
});
