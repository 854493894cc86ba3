import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { findConsoleAccount, findEntitlementState, markConsoleTry } from "../db/console-accounts.ts";
import { type EntitlementEvent, type EntitlementState, entitlementEvent } from "../policy/entitlements.ts";

export type BegunDelivery = { state: EntitlementState; event: EntitlementEvent; tries: number };

/** Counts a try and hands out the account's whole state; undefined when the console knows it already or gave it up. */
export const beginDelivery = (ctx: Context, accountId: string): Promise<BegunDelivery | undefined> =>
  inTransaction(ctx.db, async (tx) => {
    const account = await findConsoleAccount(tx, accountId);
    if (account?.state !== "preparing" || account.deliveredVersion >= account.version) return undefined;
    const { tries } = await markConsoleTry(tx, accountId);
    const state = await findEntitlementState(tx, accountId);
    return state && { state, event: entitlementEvent(state, account.deliveredVersion), tries };
  });
