import type { Context } from "../context.ts";
import { importWhole, type WholeImport } from "./import-whole.ts";
import { type NewAccount, type RecordedAccount, recordAccountIn } from "./record-account.ts";

export type AccountRefusal = Extract<RecordedAccount, { ok: false }>;

/** Brings over all the customers of a file in one transaction, or none; `entries` is asked again after a refusal. */
export const importAccounts = <Entry>(
  ctx: Context,
  entries: () => AsyncIterable<Entry>,
  accountOf: (entry: Entry) => NewAccount,
  actor: string,
): Promise<WholeImport<Entry, AccountRefusal>> =>
  importWhole(ctx, entries, (tx, entry, catalogue) => recordAccountIn(ctx, tx, accountOf(entry), actor, catalogue));
