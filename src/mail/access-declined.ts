import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type AccessDeclined = { orderNumber: string; askedAt: string; brandName: string };

/** Tells whoever asked for access that they do not get it. Who declined is not told. */
export const accessDeclined = (t: MailTranslate, params: AccessDeclined): MailContent => {
  const { orderNumber, brandName } = params;
  const askedAt = t.time(params.askedAt);
  return {
    subject: t("accessDeclined.subject", { orderNumber }),
    preview: t("accessDeclined.preview"),
    heading: t("accessDeclined.heading"),
    blocks: [
      { type: "paragraph", strong: orderNumber, text: t("accessDeclined.intro", { orderNumber, askedAt }) },
      { type: "paragraph", text: t("accessDeclined.next", { brandName }) },
    ],
    question: { heading: t("accessDeclined.question"), answer: t("accessDeclined.answer") },
  };
};
