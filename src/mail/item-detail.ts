import { type Language, translator } from "../messages/translate.ts";

export type MailedItem = { seats: number; unit: string; startsOn: string; endsOn: string };

/** How much of a product and for how long. */
export const itemDetail = (language: Language, item: MailedItem): string => {
  const write = translator(language);
  return `${write("seats", { count: item.seats, unit: item.unit })} · ${write.term(item.startsOn, item.endsOn)}`;
};
