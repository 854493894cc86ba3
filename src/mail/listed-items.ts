import type { Block } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

/** Mail programs cut what is longer than about 100 kB. */
const MOST_ITEMS = 50;

/** The first items of an order, and how many more the products page has. */
export const listedItems = <Item>(
  t: MailTranslate,
  items: readonly Item[],
  shown: (item: Item) => { name: string; detail: string },
): Block[] => {
  const left = items.length - MOST_ITEMS;
  return [
    { type: "items", items: items.slice(0, MOST_ITEMS).map(shown) },
    ...(left > 0 ? [{ type: "paragraph" as const, text: t("orderActivated.more", { count: left }) }] : []),
  ];
};
