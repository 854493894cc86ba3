import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type EmailChanged = {
  /** As the reader may see them: in the mail to the old address the new one is masked. */
  oldEmail: string;
  newEmail: string;
  changedAt: string;
  brandName: string;
};

/** Tells both addresses that a user signs in with the new one from now on. */
export const emailChanged = (t: MailTranslate, params: EmailChanged): MailContent => {
  const { oldEmail, newEmail, brandName } = params;
  const changedAt = t.time(params.changedAt);
  return {
    subject: t("emailChanged.subject", { brandName }),
    preview: t("emailChanged.preview"),
    heading: t("emailChanged.heading"),
    blocks: [
      { type: "paragraph", strong: newEmail, text: t("emailChanged.intro", { oldEmail, newEmail, changedAt }) },
      { type: "paragraph", text: t("emailChanged.next") },
    ],
    question: { heading: t("emailChanged.question"), answer: t("emailChanged.answer", { brandName }) },
  };
};
