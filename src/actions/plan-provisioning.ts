import type { Context } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { insertConsoleVersion } from "../db/console-accounts.ts";
import { insertJob } from "../db/jobs.ts";
import { isAnyInConsole } from "../db/licenses.ts";
import type { FullOrder } from "../db/order-facts.ts";
import type { Wait } from "../policy/console-delivery.ts";
import { type AnyPlan, extensionsOf } from "../policy/decision.ts";

/** A worker that is killed in a delivery leaves its job to the next one, this often; tries are counted by ourselves. */
const MAX_ATTEMPTS = 25;

/** In the activation's commit: where something that the console shows changed, a new version is to be told to it. */
export const planProvisioning = async (
  ctx: Context,
  tx: Tx,
  order: FullOrder,
  plan: AnyPlan,
  accountId: string,
): Promise<void> => {
  if (!(await touchesConsole(tx, order, plan))) return;
  await insertConsoleVersion(tx, accountId, order.row.region, ctx.now());
  await enqueueProvisioning(ctx, tx, accountId);
};

const touchesConsole = async (tx: Tx, order: FullOrder, plan: AnyPlan): Promise<boolean> => {
  const touched = new Set(
    [...plan.register, ...extensionsOf(plan).map(({ item }) => item)].map(({ itemId }) => itemId),
  );
  if (order.items.some((item) => item.inConsole && touched.has(item.itemId))) return true;
  const ended = plan.convert.map(({ trial }) => trial.licenseId);
  return ended.length > 0 && (await isAnyInConsole(tx, ended));
};

/** One delivery at a time per account, so that its versions arrive in order. Where no console is named, none goes out. */
export const enqueueProvisioning = async (ctx: Context, tx: Tx, accountId: string, wait?: Wait): Promise<void> => {
  if (ctx.config.consoleUrl === undefined) return;
  await insertJob(
    tx,
    "provision-console",
    { accountId },
    {
      maxAttempts: MAX_ATTEMPTS,
      queue: queueOf(accountId),
      key: `console-${accountId}`,
      waitSeconds: wait?.seconds ?? 0,
      keepsTime: wait?.asked ?? false,
    },
  );
};

/** An account's deliveries stand in the same one of 256 queues. The end of an id is random. */
const queueOf = (accountId: string): string => `console-${accountId.slice(-2)}`;
