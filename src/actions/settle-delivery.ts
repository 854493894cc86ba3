import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { markConsoleDelivered, markConsoleFault } from "../db/console-accounts.ts";
import { afterDelivery, type Delivery } from "../policy/console-delivery.ts";
import type { BegunDelivery } from "./begin-delivery.ts";
import { enqueueProvisioning } from "./plan-provisioning.ts";

/** Reports back what a try came to: the console is ready, another try follows later, or it has failed for now. */
export const settleDelivery = (ctx: Context, begun: BegunDelivery, delivery: Delivery, random: number): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const { accountId, version } = begun.state;
    const next = afterDelivery(delivery, begun.tries, random);
    if (next.state === "ready") {
      await markConsoleDelivered(tx, accountId, version, ctx.now());
      return append(ctx, tx, "console.ready", begun);
    }
    const text = delivery.outcome === "failed" ? delivery.fault : "The console wants no more deliveries (410).";
    const final = next.state === "failed";
    const current = await markConsoleFault(tx, accountId, version, { text, final, at: ctx.now() });
    // Another try of an old version would push the newer one's job into the future.
    if (!current) return;
    if (next.state === "preparing") {
      return enqueueProvisioning(ctx, tx, accountId, next.wait);
    }
    return append(ctx, tx, "console.failed", begun);
  });

const append = (ctx: Context, tx: Tx, type: string, { state, tries }: BegunDelivery): Promise<void> =>
  insertAuditEvents(tx, ctx.newId, ctx.now(), [
    { type, actor: "system", subject: `account:${state.accountId}`, data: { version: state.version, tries } },
  ]);
