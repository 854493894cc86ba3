import type { Translate } from "../../messages/translate.ts";
import { type ItemFacts, termDates } from "./items-table.ts";
import { remark } from "./notes.ts";
import { unbroken } from "./unbroken.ts";

/** A cross grade: the registered licenses that get the order's seats and term, or have got them, by their names. */
export const extendedLicenses = (
  t: Translate,
  message: "preview.extended" | "activated.extended",
  items: readonly ItemFacts[],
) =>
  items.map((item) => {
    const seats = unbroken(t("seats", { count: item.seats, unit: item.unit }));
    return remark("info", t.rich(message, { product: item.productName, seats, term: termDates(t, item) }));
  });
