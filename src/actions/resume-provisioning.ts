import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { listUntoldConsoleAccounts } from "../db/console-accounts.ts";
import { enqueueProvisioning } from "./plan-provisioning.ts";

/** What was activated while no console was named is told to the one that is named now. */
export const resumeProvisioning = async (ctx: Context): Promise<void> => {
  if (ctx.config.consoleUrl === undefined) return;
  for (const accountId of await listUntoldConsoleAccounts(ctx.db)) {
    await inTransaction(ctx.db, (tx) => enqueueProvisioning(ctx, tx, accountId));
  }
};
