import { z } from "@hono/zod-openapi";
import type { IssuedKey } from "../actions/record-order-items.ts";
import type { Db, Tx } from "../db/client.ts";
import { listLatestDecisions } from "../db/activations.ts";
import { type FullItem, type FullOrder, listFullOrders } from "../db/order-facts.ts";
import { listMaskedOwners } from "../db/users.ts";
import { refusalReasons } from "../policy/reasons.ts";

const time = () => z.iso.datetime();

const itemFields = {
  line: z.int().openapi({ description: "Number of the line." }),
  sku: z.string().openapi({ description: "SKU of the product." }),
  name: z.string().openapi({ description: "Name of the product in English." }),
  suite: z.enum(["CUP"]).nullable().openapi({ description: "Suite that the item is within." }),
  version: z.enum(["full", "trial"]).openapi({ description: "Full or trial license." }),
  seats: z.int().openapi({ description: "How many, in the product's unit." }),
  unit: z.string().openapi({ description: "What a seat of the product is." }),
  startsOn: z.iso.date().openapi({ description: "First day of the term." }),
  endsOn: z.iso.date().openapi({ description: "Last day of the term." }),
  registered: z.boolean().openapi({ description: "Whether the item's license belongs to an account." }),
  registeredAt: time().nullable().openapi({ description: "When it was registered, null while it is not." }),
  account: z.string().nullable().openapi({
    description: "E-mail address of the account's owner, masked; null while it is not registered.",
    example: "k•••@acme.example",
  }),
};

const itemAnswer = z.strictObject(itemFields).openapi("OrderItem");

const decisionAnswer = z
  .strictObject({
    at: time().openapi({ description: "When it was decided." }),
    outcome: z.enum(["activated", "refused"]).openapi({ description: "What was decided." }),
    candidate: z.enum(["undecided", "new_account", "account"]).openapi({ description: "Who the order would go to." }),
    reason: z.enum(refusalReasons).nullable().openapi({ description: "Why it was refused; null where it was not." }),
    registered: z.array(z.int()).openapi({ description: "Lines that were registered." }),
    extended: z
      .array(z.int())
      .openapi({ description: "Lines whose license, registered before, got the order's term." }),
    converted: z.array(z.int()).openapi({ description: "Lines that took the place of a trial." }),
    owners: z.array(z.uuid()).openapi({ description: "Ids of the accounts that decided a refusal." }),
    conflicts: z
      .array(
        z.strictObject({
          line: z.int().openapi({ description: "Line of the item that is in conflict." }),
          saasFamily: z.string().openapi({ description: "SaaS family of which an account holds one at most." }),
          licenseId: z.uuid().openapi({
            description: "Id of the license that it is in conflict with: the account's, or another line's.",
          }),
          endsOn: z.iso.date().openapi({ description: "Last day of that license." }),
        }),
      )
      .openapi({ description: "The pairs of a SaaS conflict." }),
    waysOn: z.array(z.string()).openapi({ description: "What the customer could do then, the best first." }),
  })
  .openapi("Decision");

const orderFields = {
  orderNumber: z.string().openapi({ description: "Names the order." }),
  certificateNumber: z.string().openapi({ description: "Number of the license certificate." }),
  type: z.enum(["new", "renewal"]).openapi({ description: "A new purchase or a renewal." }),
  channel: z.enum(["traditional", "direct", "msp", "marketplace"]).openapi({ description: "How it was bought." }),
  purchasedAt: time().openapi({ description: "When it was bought, in UTC." }),
  region: z.enum(["US", "EU", "JP", "SG", "AU", "IN"]).openapi({ description: "Region of the console." }),
  reseller: z.strictObject({ name: z.string().openapi({ description: "Name of the reseller." }) }),
  customer: z.strictObject({
    number: z.string().openapi({ description: "The vendor's number of the customer." }),
    company: z.string().openapi({ description: "Name of the company." }),
    country: z.string().openapi({ description: "ISO 3166-1 alpha-2." }),
    contactName: z.string().openapi({ description: "Person at the customer." }),
    email: z.string().openapi({ description: "The contact's e-mail address." }),
  }),
  process: z.enum(["account_based", "original"]).openapi({ description: "Process by which the order is activated." }),
  processReason: z.string().openapi({ description: "Why it is that process, in a sentence." }),
  recordedAt: time().openapi({ description: "When AnyKey took the order in." }),
  cancelledAt: time().nullable().openapi({ description: "When it was cancelled, null while it stands." }),
  decision: decisionAnswer.nullable().openapi({
    description:
      "Why the order is as it is: the decision that activated it (in the original process the newest of its keys'), else the newest refusal; null before the first one.",
  }),
  items: z.array(itemAnswer).openapi({ description: "The items by line." }),
};

export const orderAnswer = z
  .strictObject(orderFields)
  .openapi("Order", { description: "An order and what became of it. It never holds a license key." });

export const issuedKeys = z
  .array(
    z.strictObject({
      line: z.int().openapi({ description: "Number of the item's line." }),
      registrationKey: z.string().openapi({ description: "Registration key of the item." }),
      activationCode: z.string().openapi({ description: "Activation code of the item." }),
    }),
  )
  .optional()
  .openapi({ description: "The keys of the lines that came without; told in this answer only." });

const itemMadeAnswer = z
  .strictObject({
    ...itemFields,
    registrationKey: z.string().optional().openapi({ description: "Where a key of the line was issued; told once." }),
    activationCode: z.string().optional().openapi({ description: "Where a key of the line was issued; told once." }),
  })
  .openapi("OrderItemMade");

export const orderMadeAnswer = z
  .strictObject({ ...orderFields, items: z.array(itemMadeAnswer), issuedKeys })
  .openapi("OrderMade");

/** The answer that made an order: the keys that were issued stand on their items, and once more by themselves. */
export const withIssuedKeys = (order: OrderAnswer, issued: readonly IssuedKey[]): z.output<typeof orderMadeAnswer> => {
  if (issued.length === 0) return order;
  const byLine = new Map(issued.map((keys) => [keys.line, keys]));
  return {
    ...order,
    items: order.items.map((item) => ({ ...item, ...byLine.get(item.line) })),
    issuedKeys: [...issued],
  };
};

export type OrderAnswer = z.output<typeof orderAnswer>;

/** Orders as the API tells them, in the sequence of their ids. */
export const findOrderAnswers = async (db: Db | Tx, orderIds: string[]): Promise<OrderAnswer[]> => {
  const orders = new Map((await listFullOrders(db, orderIds)).map((order) => [order.orderId, order]));
  const items = [...orders.values()].flatMap((order) => order.items);
  const maskedOwners = await listMaskedOwners(db, items);
  const decisions = new Map((await listLatestDecisions(db, orderIds)).map((row) => [row.orderId, row]));
  return orderIds.flatMap((id) => {
    const order = orders.get(id);
    return order ? [answerOf(order, maskedOwners, decisionOf(decisions.get(id)))] : [];
  });
};

type Decided = { decision: unknown; decidedAt: Date | null };

const decisionOf = (row: Decided | undefined): OrderAnswer["decision"] =>
  row?.decidedAt ? decisionAnswer.parse({ at: row.decidedAt.toISOString(), ...(row.decision as object) }) : null;

const answerOf = (
  { row, items }: FullOrder,
  maskedOwners: ReadonlyMap<string, string>,
  decision: OrderAnswer["decision"],
): OrderAnswer => ({
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
    contactName: row.contactName,
    email: row.contactEmail,
  },
  process: row.process,
  processReason: row.processReason,
  recordedAt: row.recordedAt.toISOString(),
  cancelledAt: row.cancelledAt?.toISOString() ?? null,
  decision,
  items: items.map((item) => itemOf(item, maskedOwners)),
});

const itemOf = (item: FullItem, maskedOwners: ReadonlyMap<string, string>): OrderAnswer["items"][number] => ({
  line: item.line,
  sku: item.sku,
  name: item.nameEn,
  suite: item.suite,
  version: item.version,
  seats: item.seats,
  unit: item.unit,
  startsOn: item.startsOn,
  endsOn: item.endsOn,
  registered: item.registration !== null,
  registeredAt: item.registration?.at.toISOString() ?? null,
  account: item.registration ? (maskedOwners.get(item.registration.accountId) ?? null) : null,
});
