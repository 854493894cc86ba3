import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { markConsoleTriesDue } from "../db/console-accounts.ts";

/** The console answers again: what failed while it did not need not wait for the rest of its hours. */
export const hastenProvisioning = async (ctx: Context): Promise<void> => {
  const hastened = await inTransaction(ctx.db, markConsoleTriesDue);
  if (hastened > 0) ctx.log.info({ hastened }, "console.back");
};
