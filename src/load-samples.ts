import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { applyCatalog } from "./actions/apply-catalog.ts";
import type { Context } from "./context.ts";
import { countOrders } from "./db/orders.ts";
import { listProducts } from "./db/products.ts";
import { parseCatalog } from "./intake/catalog.ts";
import { type FileImport, importAccountsFile, importOrdersFile } from "./intake/import-file.ts";
import { openSource } from "./intake/source.ts";

const shipped = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Adds the products that are shipped and not known yet; what was applied by hand since stays as it is. */
export const loadShippedCatalog = async (ctx: Context): Promise<void> => {
  const file = shipped("catalog/trend-micro.yaml");
  const parsed = parseCatalog(parse(readFileSync(file, "utf8")));
  if (!parsed.ok) throw new Error(`${file} is damaged: ${JSON.stringify(parsed.faults)}`);
  const known = new Set((await listProducts(ctx.db)).map(({ sku }) => sku));
  const news = parsed.products.filter(({ sku }) => !known.has(sku));
  if (news.length > 0) await applyCatalog(ctx, news, "system");
};

/** The sample orders and accounts, into a database that has no order yet. True when they were loaded. */
export const loadSamples = async (ctx: Context): Promise<boolean> => {
  if ((await countOrders(ctx.db)) > 0) return false;
  expectLoaded(
    await importOrdersFile(ctx, { source: await openSource(shipped("samples/orders.json")), actor: "system" }),
  );
  expectLoaded(
    await importAccountsFile(ctx, { source: await openSource(shipped("samples/accounts.json")), actor: "system" }),
  );
  return true;
};

/** A key of the first sample order, to try the portal with. */
export const sampleKey = (): string => {
  const [order] = JSON.parse(readFileSync(shipped("samples/orders.json"), "utf8"));
  return order.items[0].registrationKey;
};

const expectLoaded = (imported: FileImport): void => {
  if (!imported.ok) throw new Error(`The samples could not be loaded: ${JSON.stringify(imported.faults)}`);
};
