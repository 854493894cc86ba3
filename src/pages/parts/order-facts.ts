import type { Translate } from "../../messages/translate.ts";
import { factList } from "./facts.ts";

export type OrderSummary = {
  orderNumber: string;
  certificateNumber: string;
  company: string;
  reseller: string | null;
};

/** What a key holder may see of an order beside its items. Its number only where it is in no heading. */
export const orderFacts = (t: Translate, order: OrderSummary, orderNumber?: string) =>
  factList([
    [t("order.number"), orderNumber],
    [t("order.certificate"), order.certificateNumber],
    [t("order.company"), order.company],
    [t("order.reseller"), order.reseller],
  ]);
