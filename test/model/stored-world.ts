import type { Context } from "../../src/context.ts";
import { listFullOrders } from "../../src/db/order-facts.ts";
import type { ModelLicense, ModelOrder, World } from "./world.ts";

/** The world as the database has it: these orders, with their licenses and those of these accounts. */
export const readWorld = async (ctx: Context, orderIds: string[], accountIds: string[]): Promise<World> => {
  const orders = await listFullOrders(ctx.db, orderIds);
  const inOrders = orders.flatMap(({ items }) => items.map(({ licenseId }) => licenseId));
  const rows = await ctx.db
    .selectFrom("licenses")
    .innerJoin("products", "products.sku", "licenses.sku")
    .selectAll("licenses")
    .select(["products.kind", "products.saasFamily"])
    .where((e) => e.or([e("id", "in", [NOBODY, ...inOrders]), e("accountId", "in", [NOBODY, ...accountIds])]))
    .orderBy("id")
    .execute();
  const licenses = rows.map(
    (row): ModelLicense => ({
      licenseId: row.id,
      kind: row.kind,
      saasFamily: row.saasFamily,
      owner: row.accountId,
      registeredAt: row.registeredAt,
      imported: row.imported,
      version: row.version,
      seats: row.seats,
      startsOn: row.startsOn,
      endsOn: row.endsOn,
      converted: row.convertedTo !== null,
    }),
  );
  return {
    lastDayOfGrace: new Date(ctx.now().getTime() - 30 * 86_400_000).toISOString().slice(0, 10),
    licenses: Object.fromEntries(licenses.map((license) => [license.licenseId, license])),
    orders: orders.map(({ row: _, items, ...order }): ModelOrder => ({ ...order, items })),
  };
};

const NOBODY = "00000000-0000-7000-8000-000000000000";

/** The later world, told with the very objects of the earlier one where nothing changed. */
export const comparedWith = (before: World, after: World): World => {
  if (JSON.stringify(before) === JSON.stringify(after)) return before;
  const same = (id: string) => JSON.stringify(before.licenses[id]) === JSON.stringify(after.licenses[id]);
  const kept = Object.entries(after.licenses).map(([id, license]) => [
    id,
    (same(id) && before.licenses[id]) || license,
  ]);
  return { ...after, licenses: Object.fromEntries(kept) };
};
