import type { MailContent } from "./content.ts";
import { itemDetail, type MailedItem } from "./item-detail.ts";
import { listedItems } from "./listed-items.ts";
import { type MailTranslate, oneLine } from "./texts.ts";
import { dateWriter } from "../messages/dates.ts";

type RegisteredItem = MailedItem & {
  productName: string;
  /** When the license ended before a renewal, null where it is new. */
  previousEndsOn: string | null;
};

export type RegistrationSuccessful = {
  orderNumber: string;
  company: string;
  /** What the account signs in with, null where it has none. */
  accountId: string | null;
  items: readonly RegisteredItem[];
  productsLink: string;
  brandName: string;
};

/** Tells that a key of the original process was registered, and what the account holds by it. */
export const registrationSuccessful = (t: MailTranslate, params: RegistrationSuccessful): MailContent => ({
  subject: t("registrationSuccessful.subject", { orderNumber: params.orderNumber }),
  preview: t("registrationSuccessful.preview"),
  heading: t("registrationSuccessful.heading"),
  blocks: [
    {
      type: "paragraph",
      strong: params.orderNumber,
      text: t("registrationSuccessful.intro", { orderNumber: params.orderNumber, company: params.company }),
    },
    ...listedItems(t, params.items, (item) => ({
      name: oneLine(item.productName),
      detail: detailOf(t, item),
    })),
    ...(params.accountId === null
      ? []
      : [
          {
            type: "paragraph" as const,
            strong: params.accountId,
            text: t("registrationSuccessful.accountId", { accountId: params.accountId }),
          },
        ]),
    { type: "button", label: t("orderActivated.button"), link: params.productsLink },
    { type: "hint", text: t("orderActivated.codes") },
  ],
  question: {
    heading: t("registrationSuccessful.question"),
    answer: t("registrationSuccessful.answer", { brandName: params.brandName, orderNumber: params.orderNumber }),
  },
});

const detailOf = (t: MailTranslate, item: RegisteredItem): string =>
  item.previousEndsOn === null
    ? itemDetail(t.language, item)
    : `${itemDetail(t.language, item)} · ${t("registrationSuccessful.renewed", { date: dateWriter(t.language).date(item.previousEndsOn) })}`;
