import type { MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

export type SignInChanged = { email: string; changedAt: string; accountLink: string; brandName: string };

type Change = "passwordChanged" | "authenticatorOff" | "passkeyAdded";

/** Tells that the ways to sign in were changed: whoever did not do it learns what to do now. */
export const signInChanged =
  (change: Change) =>
  (t: MailTranslate, params: SignInChanged): MailContent => ({
    subject: t(`${change}.subject`, { brandName: params.brandName }),
    preview: t("newDevice.preview"),
    heading: t(`${change}.heading`),
    blocks: [
      {
        type: "paragraph",
        strong: params.email,
        text: t(`${change}.intro`, { email: params.email, changedAt: t.time(params.changedAt) }),
      },
      { type: "paragraph", text: t("newDevice.next") },
      { type: "button", label: t("signInChanged.button"), link: params.accountLink },
    ],
    question: { heading: t("newDevice.question"), answer: t("signInChanged.answer") },
  });
