import type { Translate } from "../../messages/translate.ts";
import { factList } from "./facts.ts";

export type OrderSummary = {
  orderNumber: string;
  certificateNumber: string;
  company: string;
  reseller: string | null;
};

/** What a key holder may see of an order beside its items. The number is in the heading. */
export const orderFacts = (t: Translate, order: OrderSummary) =>
  factList([
    [t("order.certificate"), order.certificateNumber],
    [t("order.company"), order.company],
    [t("order.reseller"), order.reseller],
  ]);
