import type { Translate } from "../../messages/translate.ts";
import type { ItemFacts } from "./items-table.ts";
import { remark } from "./notes.ts";

/** A cross grade: the registered licenses that get the order's seats and term, or have got them, by their names. */
export const extendedLicenses = (
  t: Translate,
  message: "preview.extended" | "activated.extended",
  items: readonly ItemFacts[],
) =>
  items.map(({ productName, seats, unit, startsOn, endsOn }) =>
    remark(
      "info",
      t(message, { product: productName, seats: t("seats", { count: seats, unit }), term: t.term(startsOn, endsOn) }),
    ),
  );
