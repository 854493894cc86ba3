import { type Fault, unknownSkuSentence } from "../policy/order-intake.ts";
import { fieldOf } from "./across.ts";

/** The faults of what was sent, and the products in it that the catalogue does not know: one answer names every fault. */
export const withUnknownSkus = (
  faults: Fault[],
  raw: unknown,
  list: "items" | "licenses",
  isKnown: (sku: string) => boolean,
): Fault[] => {
  const entries = fieldOf(raw, list);
  if (!Array.isArray(entries)) return faults;
  const named = new Set(faults.map(({ pointer }) => pointer));
  const unknown = entries.flatMap((entry: unknown, at) => {
    const sku = fieldOf(entry, "sku");
    const pointer = `/${list}/${at}/sku`;
    if (typeof sku !== "string" || named.has(pointer) || isKnown(sku)) return [];
    return [{ pointer, detail: unknownSkuSentence(sku) }];
  });
  return [...faults, ...unknown];
};
