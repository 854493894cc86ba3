import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction } from "../db/client.ts";
import { insertProduct, listProducts, type Product } from "../db/products.ts";

/** Brings the products to what the catalogue says. A product that is not in it any more stays: licenses name it. */
export const applyCatalog = (
  ctx: Context,
  products: readonly Product[],
  actor: string,
): Promise<{ added: number; changed: number; unchanged: number }> =>
  inTransaction(ctx.db, async (tx) => {
    const known = new Map((await listProducts(tx)).map((product) => [product.sku, product]));
    const news = products.filter((product) => !known.has(product.sku));
    const changes = products.filter((product) => {
      const before = known.get(product.sku);
      return before && Object.entries(product).some(([field, value]) => before[field as keyof Product] !== value);
    });
    for (const product of [...news, ...changes]) await insertProduct(tx, product);
    const counts = { added: news.length, changed: changes.length };
    if (news.length + changes.length > 0) {
      await insertAuditEvents(tx, ctx.newId, ctx.now(), [
        { type: "catalog.applied", actor, subject: "catalog", data: counts },
      ]);
    }
    return { ...counts, unchanged: products.length - news.length - changes.length };
  });
