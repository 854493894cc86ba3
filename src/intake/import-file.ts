import { importAccounts } from "../actions/import-accounts.ts";
import { importOrders, type OrderKey } from "../actions/import-orders.ts";
import type { WholeImport } from "../actions/import-whole.ts";
import type { NewAccount } from "../actions/record-account.ts";
import type { NewOrder } from "../actions/record-order.ts";
import type { Context } from "../context.ts";
import { listProducts } from "../db/products.ts";
import { accountFaults, type Fault, orderFaults } from "../policy/order-intake.ts";
import { parseAccount } from "./account.ts";
import { checkFile, type Entry, entriesOf, type FileFault, type Parsed } from "./file-check.ts";
import { parseOrder } from "./order.ts";
import { type Format, formatOf, readRecords } from "./read-records.ts";
import type { Source } from "./source.ts";
import { withUnknownSkus } from "./unknown-skus.ts";

export type FileImport =
  | { ok: true; total: number; made: number; unchanged: number; issued: readonly OrderKey[] }
  | { ok: false; faults: FileFault[] };

export type ImportOptions = {
  source: Source;
  /** Who imports, for the audit events. */
  actor: string;
  onProgress?(done: number, total: number): void;
};

type Refusal = { reason: string; faults?: Fault[]; fault?: Fault };
type Import<Value> = (
  entries: () => AsyncIterable<Entry<Value>>,
) => Promise<WholeImport<Entry<Value>, Refusal> & { issued?: readonly OrderKey[] }>;

/** Takes in a file of orders (JSON, NDJSON, CSV) as a whole or not at all; names every fault at its place. */
export const importOrdersFile = async (ctx: Context, options: ImportOptions): Promise<FileImport> => {
  const catalogue = await listProducts(ctx.db);
  if (catalogue.length === 0) return emptyCatalogue;
  const products = new Map(catalogue.map((product) => [product.sku, product]));
  const parse = (raw: unknown): Parsed<NewOrder> => {
    const parsed = parseOrder(raw);
    const isKnown = (sku: string) => products.has(sku);
    if (!parsed.ok) return { ok: false, faults: withUnknownSkus(parsed.faults, raw, "items", isKnown) };
    const faults = orderFaults(parsed.order.items, isKnown);
    return faults.length > 0 ? { ok: false, faults } : { ok: true, value: parsed.order };
  };
  return importFile(options, await formatOf(options.source), parse, (entries) =>
    importOrders(ctx, entries, ({ value }) => value, options.actor),
  );
};

/** Brings over a file of customers (JSON, NDJSON) as a whole or not at all; names every fault at its place. */
export const importAccountsFile = async (ctx: Context, options: ImportOptions): Promise<FileImport> => {
  const format = await formatOf(options.source);
  if (format === "csv") return refused("malformed", "Accounts come as JSON or NDJSON; CSV is for orders only.");
  const products = await listProducts(ctx.db);
  if (products.length === 0) return emptyCatalogue;
  const parse = (raw: unknown): Parsed<NewAccount> => {
    const parsed = parseAccount(raw);
    const isKnown = (sku: string) => products.some((product) => product.sku === sku);
    if (!parsed.ok) return { ok: false, faults: withUnknownSkus(parsed.faults, raw, "licenses", isKnown) };
    const faults = accountFaults(parsed.account.licenses, products);
    return faults.length > 0 ? { ok: false, faults } : { ok: true, value: parsed.account };
  };
  return importFile(options, format, parse, (entries) =>
    importAccounts(ctx, entries, ({ value }) => value, options.actor),
  );
};

const importFile = async <Value>(
  { source, onProgress }: ImportOptions,
  format: Format,
  parse: (raw: unknown) => Parsed<Value>,
  takeIn: Import<Value>,
): Promise<FileImport> => {
  const { total, faults } = await checkFile(readRecords(source, format), parse);
  if (faults.length > 0) return { ok: false, faults };
  const outcome = await takeIn(() => reported(entriesOf(readRecords(source, format), parse), total, onProgress));
  const { issued = [] } = outcome;
  if (outcome.ok) return { ok: true, total, made: outcome.made, unchanged: outcome.unchanged, issued };
  return { ok: false, faults: outcome.refusals.flatMap(({ entry, refusal }) => placedFaults(entry, refusal)) };
};

async function* reported<T>(entries: AsyncIterable<T>, total: number, onProgress: ImportOptions["onProgress"]) {
  let done = 0;
  for await (const entry of entries) {
    yield entry;
    done += 1;
    onProgress?.(done, total);
  }
}

const refused = (reason: string, detail: string): FileImport => ({
  ok: false,
  faults: [{ place: "", reason, detail }],
});

const emptyCatalogue = refused(
  "empty_catalog",
  "The catalogue has no products yet. First run: npx anykey catalog apply catalog/trend-micro.yaml",
);

const placedFaults = (entry: Entry<unknown>, { reason, faults, fault }: Refusal): FileFault[] =>
  (faults ?? [fault ?? { pointer: "", detail: sentences[reason] ?? reason }]).map(({ pointer, detail }) => ({
    place: entry.placeOf(pointer),
    reason,
    detail,
  }));

const sentences: Record<string, string> = {
  order_differs: "This order is known already with other content.",
  account_differs: "This account is known already with other content.",
  email_taken: "The e-mail address belongs to another account.",
};
