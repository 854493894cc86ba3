import { randomBytes } from "node:crypto";
import { openOrder } from "../../src/actions/open-order.ts";
import { proveAddress } from "../../src/actions/prove-address.ts";
import { type NewOrder, recordOrder } from "../../src/actions/record-order.ts";
import { requestVerification } from "../../src/actions/request-verification.ts";
import type { Context } from "../../src/context.ts";
import { findFullOrder } from "../../src/db/order-facts.ts";
import { findOrderByNumber } from "../../src/db/orders.ts";
import { findLatestVerification } from "../../src/db/verifications.ts";
import { emailDomain, parseEmail } from "../../src/policy/email-address.ts";
import { issueKey } from "../../src/policy/license-key.ts";
import { hashToken } from "../../src/secrets.ts";

/** A customer's turn: what the browser sends, and the values by which its SQL differs from every other turn's. */
export type Turn = { key: string; activationId: string; browserToken: string; facts: string[]; proven: boolean };

const products = ["XDR-CAS", "XDR-ES", "CAS", "A1"];

/** The n-th order: two XDR add-ons and two other products of a customer that no other order has. */
const newOrder = (serial: string): NewOrder => ({
  orderNumber: `SO-BENCH-${serial}`,
  certificateNumber: `LC-BENCH-${serial}`,
  type: "new",
  channel: "traditional",
  purchasedAt: new Date("2026-05-04T09:00:00Z"),
  region: "US",
  reseller: { name: "North Reseller" },
  customer: {
    number: `C-${serial}`,
    company: `Company ${serial}`,
    country: "US",
    contactName: "Kim Doe",
    email: `kim@company-${serial}.example`,
  },
  items: products.map((sku, at) => ({
    line: at + 1,
    sku,
    registrationKey: issueKey("registration_key", null, randomBytes),
    activationCode: issueKey("activation_code", null, randomBytes),
    suite: null,
    version: "full",
    seats: 100,
    startsOn: "2026-05-04",
    endsOn: "2027-05-03",
  })),
});

/** Loads the n-th order and opens it; with `proven` its activation stands at the confirm page. */
export const prepareTurn = async (ctx: Context, n: number, proven: boolean): Promise<Turn> => {
  const serial = String(n).padStart(6, "0");
  const order = newOrder(serial);
  await succeed(recordOrder(ctx, order, "bench"));
  const key = order.items[0]?.registrationKey ?? "";
  const browserToken = `browser-${serial}`;
  const { activationId } = await succeed(openOrder(ctx, { typed: key, browserToken, language: "en", userId: null }));
  if (proven) await prove(ctx, activationId, serial);
  const turn = { key, activationId, browserToken };
  return { ...turn, proven, facts: await factsOf(ctx, order, turn) };
};

const prove = async (ctx: Context, activationId: string, serial: string): Promise<void> => {
  const email = parseEmail(`person@customer-${serial}.example`);
  if (!email.ok) throw new Error("The address of the bench is none.");
  await succeed(requestVerification(ctx, { activationId, email, language: "en" }));
  const verification = await findLatestVerification(ctx.db, activationId);
  await succeed(proveAddress(ctx, activationId, ctx.secrets.code(verification?.id ?? "")));
};

const factsOf = async (
  ctx: Context,
  { orderNumber }: NewOrder,
  turn: { key: string; activationId: string; browserToken: string },
): Promise<string[]> => {
  const row = await findOrderByNumber(ctx.db, orderNumber);
  const order = row && (await findFullOrder(ctx.db, row.id));
  if (!order) throw new Error(`${orderNumber} is not there.`);
  const verification = await findLatestVerification(ctx.db, turn.activationId);
  const identity = verification?.emailIdentity ?? "";
  return [
    ...order.items.flatMap((item) => [item.itemId, item.licenseId, item.registrationKeyId]),
    ...[order.orderId, turn.activationId, verification?.id ?? "", identity, emailDomain(identity)],
    ...[orderNumber, row.customerNumber, row.company, row.companyKey, row.contactEmail, emailDomain(row.contactEmail)],
    ...[ctx.secrets.lookup(turn.key), hashToken(turn.browserToken)].map((bytes) => bytes.toString("hex")),
  ];
};

const succeed = async <T extends { ok: boolean }>(work: Promise<T>): Promise<Extract<T, { ok: true }>> => {
  const outcome = await work;
  if (!outcome.ok) throw new Error(`The bench was refused: ${JSON.stringify(outcome)}`);
  return outcome as Extract<T, { ok: true }>;
};
