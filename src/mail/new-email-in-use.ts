import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type NewEmailInUse = { email: string; brandName: string };

/** Sent in place of verify-new-email when the address already has a user: only its mailbox learns that. */
export const newEmailInUse = (t: MailTranslate, params: NewEmailInUse): MailContent => ({
  subject: t("newEmailInUse.subject", { brandName: params.brandName }),
  preview: t("newEmailInUse.preview"),
  heading: t("newEmailInUse.heading"),
  blocks: [
    { type: "paragraph", strong: params.email, text: t("newEmailInUse.intro", { email: params.email }) },
    { type: "paragraph", text: t("newEmailInUse.next") },
  ],
  question: { heading: t("newEmailInUse.question"), answer: t("newEmailInUse.answer") },
});
