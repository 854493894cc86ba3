import type { Context } from "../context.ts";
import { inTransactionUnlessRefused, type Tx } from "../db/client.ts";
import { listProducts, type Product } from "../db/products.ts";
import { inSavepointUnlessRefused } from "../db/savepoint.ts";

type Taken = { ok: true; made: boolean } | { ok: false };
type Refused<Outcome> = Extract<Outcome, { ok: false }>;

export type WholeImport<Entry, Refusal> =
  | { ok: true; made: number; unchanged: number }
  | { ok: false; refusals: { entry: Entry; refusal: Refusal }[] };

/**
 * Takes in every entry or none. The first try stops at a refusal; only then a second one, which nearly always ends
 * without a commit, goes through all of them with a savepoint each and names every refusal. A savepoint per record in
 * the first try would slow down everybody else who reads while a large import runs.
 */
export const importWhole = async <Entry, Outcome extends Taken>(
  ctx: Context,
  entries: () => AsyncIterable<Entry>,
  take: (tx: Tx, entry: Entry, catalogue: readonly Product[]) => Promise<Outcome>,
): Promise<WholeImport<Entry, Refused<Outcome>>> => {
  const attempt = (stopAtRefusal: boolean) =>
    inTransactionUnlessRefused(ctx.db, async (tx) => {
      const catalogue = await listProducts(tx);
      const counts = { made: 0, unchanged: 0 };
      const refusals: { entry: Entry; refusal: Refused<Outcome> }[] = [];
      for await (const entry of entries()) {
        const work = () => take(tx, entry, catalogue);
        const outcome = stopAtRefusal ? await work() : await inSavepointUnlessRefused(tx, work);
        if (isRefused(outcome)) refusals.push({ entry, refusal: outcome });
        else counts["made" in outcome && outcome.made ? "made" : "unchanged"] += 1;
        if (stopAtRefusal && refusals.length > 0) break;
      }
      return refusals.length > 0 ? { ok: false as const, refusals } : { ok: true as const, ...counts };
    });
  const first = await attempt(true);
  return first.ok ? first : attempt(false);
};

const isRefused = <Outcome extends Taken>(outcome: Outcome): outcome is Refused<Outcome> => !outcome.ok;
