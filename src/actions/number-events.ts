import type { Context } from "../context.ts";
import { markEventsNumbered } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";

const BATCH = 1000;

/** Numbers the committed audit events, so that the feed counts 1, 2, 3 … without gaps. Returns how many. */
export const numberEvents = async (ctx: Context): Promise<number> => {
  let total = 0;
  for (;;) {
    const numbered = await inTransaction(ctx.db, (tx) => markEventsNumbered(tx, BATCH));
    total += numbered;
    if (numbered < BATCH) return total;
  }
};
