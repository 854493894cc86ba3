import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type PasswordReset = { link: string; expiresAt: string; brandName: string };

/** The link that sets another password. Whoever did not ask for it has nothing to do. */
export const passwordReset = (t: MailTranslate, params: PasswordReset): MailContent => ({
  subject: t("passwordReset.subject", { brandName: params.brandName }),
  preview: t("passwordReset.preview"),
  heading: t("passwordReset.heading"),
  blocks: [
    { type: "paragraph", text: t("passwordReset.intro") },
    { type: "button", label: t("passwordReset.button"), link: params.link },
    { type: "hint", text: t("passwordReset.expires", { expiresAt: t.time(params.expiresAt) }) },
  ],
  question: { heading: t("passwordReset.question"), answer: t("passwordReset.answer") },
});
