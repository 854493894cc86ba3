import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type VerifyNewEmail = { code: string; email: string; expiresAt: string; brandName: string };

/** The code that proves the new address of somebody who is a user already. */
export const verifyNewEmail = (t: MailTranslate, params: VerifyNewEmail): MailContent => ({
  subject: t("verifyNewEmail.subject", { brandName: params.brandName }),
  preview: t("verifyNewEmail.preview"),
  heading: t("verifyNewEmail.heading"),
  blocks: [
    { type: "paragraph", strong: params.email, text: t("verifyNewEmail.intro", { email: params.email }) },
    { type: "code", code: params.code },
    { type: "hint", text: t("verifyNewEmail.expires", { expiresAt: t.time(params.expiresAt) }) },
  ],
  question: { heading: t("verifyNewEmail.question"), answer: t("verifyNewEmail.answer") },
});
