import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { markConsoleRetried } from "../db/console-accounts.ts";
import { enqueueProvisioning } from "./plan-provisioning.ts";

/** The customer's "Try again" after the tries were used up: another round begins. Pressing it twice begins one. */
export const retryProvisioning = (ctx: Context, accountId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    if (await markConsoleRetried(tx, accountId, ctx.now())) await enqueueProvisioning(ctx, tx, accountId);
  });
