import type { MailContent } from "./content.ts";
import { itemDetail, type MailedItem } from "./item-detail.ts";
import { listedItems } from "./listed-items.ts";
import { type MailTranslate, oneLine } from "./texts.ts";

type ActivatedItem = MailedItem & { productName: string };

export type OrderActivated = {
  orderNumber: string;
  company: string;
  items: readonly ActivatedItem[];
  productsLink: string;
  brandName: string;
};

/** Tells the account's owner what the account holds now. Activation codes stay on the products page. */
export const orderActivated = (t: MailTranslate, params: OrderActivated): MailContent => ({
  subject: t("orderActivated.subject", { orderNumber: params.orderNumber }),
  preview: t("orderActivated.preview"),
  heading: t("orderActivated.heading"),
  blocks: [
    {
      type: "paragraph",
      strong: params.orderNumber,
      text: t("orderActivated.intro", { orderNumber: params.orderNumber, company: params.company }),
    },
    ...listedItems(t, params.items, (item) => ({
      name: oneLine(item.productName),
      detail: itemDetail(t.language, item),
    })),
    { type: "button", label: t("orderActivated.button"), link: params.productsLink },
    { type: "hint", text: t("orderActivated.codes") },
  ],
});
