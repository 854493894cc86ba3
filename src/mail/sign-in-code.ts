import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type SignInCode = { code: string; expiresAt: string; brandName: string };

/** The code that signs a user in without a password. */
export const signInCode = (t: MailTranslate, params: SignInCode): MailContent => ({
  subject: t("signInCode.subject", { brandName: params.brandName }),
  preview: t("signInCode.preview"),
  heading: t("signInCode.heading"),
  blocks: [
    { type: "paragraph", text: t("signInCode.intro") },
    { type: "code", code: params.code },
    { type: "hint", text: t("signInCode.expires", { expiresAt: t.time(params.expiresAt) }) },
  ],
  question: { heading: t("signInCode.question"), answer: t("signInCode.answer") },
});
