import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type NewDevice = {
  email: string;
  signedInAt: string;
  browser: string;
  system: string;
  accountLink: string;
  brandName: string;
};

/** Tells of a sign-in from a browser that this user was not seen with before. */
export const newDevice = (t: MailTranslate, params: NewDevice): MailContent => ({
  subject: t("newDevice.subject", { brandName: params.brandName }),
  preview: t("newDevice.preview"),
  heading: t("newDevice.heading"),
  blocks: [
    {
      type: "paragraph",
      strong: params.email,
      text: t("newDevice.intro", {
        email: params.email,
        signedInAt: t.time(params.signedInAt),
        device: deviceOf(t, params),
      }),
    },
    { type: "paragraph", text: t("newDevice.next") },
    { type: "button", label: t("newDevice.button"), link: params.accountLink },
  ],
  question: { heading: t("newDevice.question"), answer: t("newDevice.answer") },
});

const deviceOf = (t: MailTranslate, { browser, system }: NewDevice): string =>
  browser && system ? t("newDevice.device", { browser, system }) : browser || system || t("newDevice.unknown");
