import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { listFailedConsoleAccounts, markConsoleRetried } from "../db/console-accounts.ts";
import { enqueueProvisioning } from "./plan-provisioning.ts";

/** The customer's "Try again" after the tries were used up: another round begins. Pressing it twice begins one. */
export const retryProvisioning = (ctx: Context, accountId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    if (await markConsoleRetried(tx, accountId, ctx.now())) await enqueueProvisioning(ctx, tx, accountId);
  });

/** The same for every account that has failed, once an operator knows that the console is well. Returns how many. */
export const retryAllProvisioning = async (ctx: Context): Promise<number> => {
  const failed = await listFailedConsoleAccounts(ctx.db);
  for (const accountId of failed) await retryProvisioning(ctx, accountId);
  return failed.length;
};
