import { randomBytes } from "node:crypto";
import { keepDecision } from "../../src/actions/keep-decision.ts";
import { openOrder } from "../../src/actions/open-order.ts";
import { recordAccount } from "../../src/actions/record-account.ts";
import { recordOrder } from "../../src/actions/record-order.ts";
import type { Context } from "../../src/context.ts";
import { lockAccount } from "../../src/db/accounts.ts";
import { inTransaction } from "../../src/db/client.ts";
import { listHeldSaas } from "../../src/db/licenses.ts";
import { findFullOrder, lockLicensesOf, lockOrder } from "../../src/db/order-facts.ts";
import { findOrderByNumber } from "../../src/db/orders.ts";
import { findUserByEmail } from "../../src/db/users.ts";
import { accountHints } from "../../src/pages/routes/account-hints.ts";
import { type Candidate, decideActivation } from "../../src/policy/activation.ts";
import { issueKey } from "../../src/policy/license-key.ts";

/** An account with many licenses, and an order that it could take. */
export type Case = { accountId: string; userId: string; orderId: string; activationId: string };

/** Every third license is of a SaaS family and over: the rules read it, and it is in nobody's way. */
const skus = ["A1", "XDR-ES", "CAS", "SMEX", "IMSVA", "A1S"];
const over = { startsOn: "2024-01-01", endsOn: "2024-12-31" };
const running = { startsOn: "2026-01-01", endsOn: "2027-12-31" };

const activationCode = () => issueKey("activation_code", "TA", randomBytes);

export const prepareCase = async (ctx: Context, licenses: number): Promise<Case> => {
  const email = `it@holder-of-${licenses}.example`;
  const at = new Date("2026-01-01T09:00:00Z");
  const account = {
    ...{ accountId: null, email, emailIdentity: email, firstName: "Kim", lastName: "Doe", emailVerified: true },
    ...{ company: `Holder of ${licenses}`, country: "US", customerNumber: null, language: "en", timeZone: "UTC" },
    createdAt: at,
    licenses: Array.from({ length: licenses }, (_, n) => {
      const sku = skus[n % skus.length] as string;
      const term = n % 3 === 2 ? over : running;
      return { activationCode: activationCode(), sku, version: "full" as const, seats: 10, ...term, registeredAt: at };
    }),
  };
  await succeed(recordAccount(ctx, account, "bench"));
  const user = await findUserByEmail(ctx.db, email);
  if (!user) throw new Error(`${email} has no user.`);
  const registrationKey = await recordOpenOrder(ctx, licenses, email);
  const browserToken = `browser of ${licenses}`;
  const { activationId } = await succeed(
    openOrder(ctx, { typed: registrationKey, browserToken, language: "en", userId: null }),
  );
  const order = await findOrderByNumber(ctx.db, `SO-BENCH-${licenses}`);
  return { accountId: user.accountId, userId: user.id, orderId: order?.id ?? "", activationId };
};

const recordOpenOrder = async (ctx: Context, licenses: number, email: string): Promise<string> => {
  const registrationKey = issueKey("registration_key", null, randomBytes);
  const items = ["XDR-CAS", "XDR-ES", "CAS", "A1"].map((sku, at) => ({
    ...{ line: at + 1, sku, registrationKey, activationCode: activationCode(), suite: null, version: "full" as const },
    ...{ seats: 100, ...running },
  }));
  const customer = { number: `C-${licenses}`, company: `Holder of ${licenses}`, country: "US", contactName: "Kim" };
  const order = {
    ...{ orderNumber: `SO-BENCH-${licenses}`, certificateNumber: `LC-BENCH-${licenses}` },
    ...{ type: "new" as const, channel: "traditional" as const, region: "US" as const },
    ...{ purchasedAt: new Date("2026-05-04T09:00:00Z"), reseller: { name: "North Reseller" } },
    customer: { ...customer, email },
    items,
  };
  await succeed(recordOrder(ctx, order, "bench"));
  return registrationKey;
};

/** What is measured: each reads the facts from the database and decides. */
export const decisions: Record<string, (ctx: Context, given: Case) => Promise<unknown>> = {
  "preview, nobody signed in": async (ctx, { orderId }) => decide(ctx, orderId, { is: "undecided" }),
  "preview, signed in": async (ctx, { orderId, accountId }) =>
    decide(ctx, orderId, { is: "account", accountId, held: await listHeldSaas(ctx.db, accountId) }),
  "existing-account check": async (ctx, { orderId }) => accountHints(ctx, await orderOf(ctx, orderId)),
  "key entry or sign-in, kept": (ctx, { activationId, userId }) => keepDecision(ctx, activationId, userId),
  "commit, under lock": (ctx, { orderId, accountId }) =>
    inTransaction(ctx.db, async (tx) => {
      const row = await lockOrder(tx, orderId);
      await lockAccount(tx, accountId);
      const order = await lockLicensesOf(tx, row, accountId);
      const held = await listHeldSaas(tx, accountId);
      return decideActivation({ order, candidate: { is: "account", accountId, held } }, ctx.now());
    }),
};

const decide = async (ctx: Context, orderId: string, candidate: Candidate) => {
  const decision = decideActivation({ order: await orderOf(ctx, orderId), candidate }, ctx.now());
  if (!decision.ok) throw new Error(`The bench was refused: ${decision.reason}`);
};

const orderOf = async (ctx: Context, orderId: string) => {
  const order = await findFullOrder(ctx.db, orderId);
  if (!order) throw new Error(`There is no order ${orderId}.`);
  return order;
};

const succeed = async <T extends { ok: boolean }>(work: Promise<T>): Promise<Extract<T, { ok: true }>> => {
  const outcome = await work;
  if (!outcome.ok) throw new Error(`The bench was refused: ${JSON.stringify(outcome)}`);
  return outcome as Extract<T, { ok: true }>;
};
