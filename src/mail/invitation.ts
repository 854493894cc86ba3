import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type Invitation = {
  company: string;
  /** Null when they left the account meanwhile. */
  inviter: string | null;
  role: "admin" | "viewer";
  link: string;
  expiresAt: string;
  brandName: string;
};

/** Asks somebody to become a user of an account. The link opens a page with a button; nothing happens before it. */
export const invitation = (t: MailTranslate, params: Invitation): MailContent => {
  const { company, inviter, role, link, brandName } = params;
  return {
    subject: t("invitation.subject", { company, brandName }),
    preview: t("invitation.preview"),
    heading: t("invitation.heading"),
    blocks: [
      {
        type: "paragraph",
        text: inviter
          ? t("invitation.intro", { inviter, company, brandName })
          : t("invitation.introAlone", { company, brandName }),
      },
      { type: "paragraph", text: t(`invitation.role.${role}`) },
      { type: "button", label: t("invitation.button"), link },
      { type: "hint", text: t("invitation.expires", { expiresAt: t.time(params.expiresAt) }) },
    ],
    question: { heading: t("invitation.question"), answer: t("invitation.answer") },
  };
};
