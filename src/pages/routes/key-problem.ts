import type { OpenedOrder } from "../../actions/open-order.ts";
import type { Translate } from "../../messages/translate.ts";
import type { EnterKey } from "../enter-key.ts";

type KeyRefusal = Extract<OpenedOrder, { ok: false }>;

/** What is wrong with a typed key and what to do. */
export const keyProblem = (t: Translate, refusal: KeyRefusal): string => {
  if (refusal.reason === "order_cancelled") return t("reason.order_cancelled");
  if (refusal.reason === "malformed_key") return t(`reason.malformed_key.${refusal.fault}`, refusal.facts);
  if (refusal.isExample) return t("reason.unknown_key.example");
  const { confusable, likely } = refusal.mistake;
  if (confusable) return t("reason.unknown_key.confusable", { character: confusable });
  return t(likely ? "reason.unknown_key.typo" : "reason.unknown_key");
};

/** The drawing of the certificate marks a number that is no key, when that is what was typed. */
export const typedNumber = (refusal: KeyRefusal): Pick<EnterKey, "typedNumber"> => {
  if (refusal.reason !== "malformed_key") return {};
  if (refusal.fault === "certificate_number") return { typedNumber: "certificate_number" };
  const isOrderNumber = refusal.fault === "order_number" || refusal.fault === "looks_like_number";
  return isOrderNumber ? { typedNumber: "order_number" } : {};
};
