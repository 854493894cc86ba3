import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { listUntoldConsoleAccounts } from "../db/console-accounts.ts";
import { enqueueProvisioning } from "./plan-provisioning.ts";

const CHUNK = 200;

/**
 * What was activated while no console was named is told to the one that is named now, and so is what the queue has lost:
 * an account that is being prepared always has a job that waits or runs.
 */
export const resumeProvisioning = async (ctx: Context): Promise<void> => {
  if (ctx.config.consoleUrl === undefined) return;
  const accountIds = await listUntoldConsoleAccounts(ctx.db);
  for (let at = 0; at < accountIds.length; at += CHUNK) {
    await inTransaction(ctx.db, async (tx) => {
      for (const accountId of accountIds.slice(at, at + CHUNK)) await enqueueProvisioning(ctx, tx, accountId);
    });
  }
  if (accountIds.length > 0) ctx.log.info({ resumed: accountIds.length }, "console.resumed");
};
