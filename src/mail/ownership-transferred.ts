import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type OwnershipTransferred = {
  company: string;
  owner: string;
  /** The mail goes to the new owner, or to the one before. */
  isNewOwner: boolean;
  accountLink: string;
  brandName: string;
};

/** Tells the new owner of an account and the one before. */
export const ownershipTransferred = (t: MailTranslate, params: OwnershipTransferred): MailContent => {
  const { company, owner, isNewOwner, accountLink, brandName } = params;
  return {
    subject: t("ownershipTransferred.subject", { company }),
    preview: t("ownershipTransferred.preview"),
    heading: t("ownershipTransferred.heading"),
    blocks: [
      { type: "paragraph", strong: owner, text: t("ownershipTransferred.intro", { owner, company }) },
      { type: "paragraph", text: t(isNewOwner ? "ownershipTransferred.toNew" : "ownershipTransferred.toFormer") },
      { type: "button", label: t("ownershipTransferred.button"), link: accountLink },
    ],
    question: { heading: t("ownershipTransferred.question"), answer: t("ownershipTransferred.answer", { brandName }) },
  };
};
