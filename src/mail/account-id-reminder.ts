import type { MailContent } from "./content.ts";
import { type MailTranslate, oneLine } from "./texts.ts";

export type AccountIdReminder = {
  accounts: readonly { accountId: string; company: string }[];
  email: string;
  signInLink: string;
  brandName: string;
};

/** The account IDs of an address. An account of the new process has none, and needs none. */
export const accountIdReminder = (t: MailTranslate, params: AccountIdReminder): MailContent => ({
  subject: t("accountIdReminder.subject", { brandName: params.brandName }),
  preview: t("accountIdReminder.preview"),
  heading: t("accountIdReminder.heading"),
  blocks: [
    { type: "paragraph", text: t(params.accounts.length > 0 ? "accountIdReminder.intro" : "accountIdReminder.none") },
    ...(params.accounts.length > 0
      ? [
          {
            type: "items" as const,
            items: params.accounts.map(({ accountId, company }) => ({ name: accountId, detail: oneLine(company) })),
          },
        ]
      : []),
    { type: "paragraph", text: t("accountIdReminder.email", { email: params.email }) },
    { type: "button", label: t("accountIdReminder.button"), link: params.signInLink },
  ],
  question: { heading: t("accountIdReminder.question"), answer: t("accountIdReminder.answer") },
});
