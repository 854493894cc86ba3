import type { Command } from "commander";
import type { Context } from "../context.ts";
import { type FullOrder, findFullOrder } from "../db/order-facts.ts";
import { findOrderByTypedNumber } from "../db/orders.ts";
import { listMaskedOwners } from "../db/users.ts";
import { maskEmail } from "../policy/masking.ts";
import { type Answer, type AnswerOptions, answer } from "./answer.ts";

/** `orders show NUMBER` */
export const addOrdersShow = (orders: Command): Command =>
  orders
    .command("show")
    .description("Shows an order: its process and why, its items and which of them are registered. No keys.")
    .argument("<NUMBER...>", "the order's number, such as SO-2026-000001; small letters and blanks do not matter")
    .option("--json", "answer with one JSON document")
    .action((typed: string[], options: AnswerOptions) => answer(options, (ctx) => showOrder(ctx, typed.join(" "))));

const showOrder = async (ctx: Context, orderNumber: string): Promise<Answer> => {
  const found = await findOrderByTypedNumber(ctx.db, orderNumber);
  const order = found && (await findFullOrder(ctx.db, found.id));
  if (!order) {
    const detail = `There is no order ${orderNumber}.`;
    return { ok: false, lines: [detail], json: { reason: "unknown_order", detail } };
  }
  const shown = shownOrder(order, await listMaskedOwners(ctx.db, order.items));
  return { ok: true, lines: linesOf(shown), json: shown };
};

const shownOrder = ({ row, items }: FullOrder, owners: ReadonlyMap<string, string>) => ({
  orderNumber: row.orderNumber,
  certificateNumber: row.certificateNumber,
  type: row.type,
  channel: row.channel,
  purchasedAt: row.purchasedAt.toISOString(),
  region: row.region,
  reseller: { name: row.resellerName },
  customer: {
    number: row.customerNumber,
    company: row.company,
    country: row.country,
    email: maskEmail(row.contactEmail),
  },
  process: row.process,
  processReason: row.processReason,
  cancelledAt: row.cancelledAt?.toISOString() ?? null,
  items: items.map((item) => ({
    line: item.line,
    sku: item.sku,
    name: item.nameEn,
    suite: item.suite,
    version: item.version,
    seats: item.seats,
    startsOn: item.startsOn,
    endsOn: item.endsOn,
    registered: item.registration !== null,
    registeredAt: item.registration?.at.toISOString() ?? null,
    account: item.registration ? (owners.get(item.registration.accountId) ?? null) : null,
  })),
});

const linesOf = (order: ReturnType<typeof shownOrder>): string[] => [
  `Order ${order.orderNumber}, certificate ${order.certificateNumber}`,
  `${order.type}, ${order.channel}, ${order.region}, bought ${order.purchasedAt} from ${order.reseller.name}`,
  `Customer ${order.customer.number}: ${order.customer.company} (${order.customer.country}), ${order.customer.email}`,
  order.processReason,
  ...(order.cancelledAt ? [`Cancelled ${order.cancelledAt}`] : []),
  "",
  ...order.items.map(
    (item) =>
      `${String(item.line).padStart(3)}  ${item.sku.padEnd(12)} ${String(item.seats).padStart(7)} ${item.version}` +
      `  ${item.startsOn} – ${item.endsOn}  ${registrationOf(item)}`,
  ),
];

const registrationOf = (item: { registeredAt: string | null; account: string | null }): string =>
  item.registeredAt === null ? "not registered" : `registered ${item.registeredAt} to ${item.account ?? "an account"}`;
