import { afterAll, beforeAll, expect, test } from "vitest";
import { numberEvents } from "../../src/actions/number-events.ts";
import { registerKey } from "../../src/actions/register-key.ts";
import { verifyAudit } from "../../src/actions/verify-audit.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode } from "../support/sample-order.ts";
import { newRegistration } from "../support/sample-registration.ts";
import { type TestOrder, world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

type Registration = Parameters<typeof registerKey>[1];

const range = (length: number) => Array.from({ length }, (_, at) => at);
const product = () => the.order({ items: [{ sku: "A1" }] });
const atOnce = async (attempts: Registration[]) => {
  await database.openConnections();
  return Promise.all(attempts.map((attempt) => registerKey(database.ctx, attempt)));
};
const count = async (table: "accounts" | "users") => {
  const rows = await database.ctx.db.selectFrom(table).select("id").execute();
  return rows.length;
};
const reasonsOf = (outcomes: Awaited<ReturnType<typeof atOnce>>) =>
  outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]));

test.each([2, 8, 24])("of %i customers who want one account ID one gets it, the others nothing", async (rivals) => {
  const [orders, before] = [await Promise.all(range(rivals).map(product)), await count("accounts")];
  const accountId = `wanted-${rivals}`;
  const attempts = await Promise.all(
    orders.map(async (order, at) => ({
      activationId: await the.agreedActivation(order),
      claim: newRegistration({ accountId: at % 2 === 0 ? accountId : accountId.toUpperCase() }),
    })),
  );
  const outcomes = await atOnce(attempts);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(new Set(reasonsOf(outcomes))).toEqual(new Set(["already_taken"]));
  const holders = await Promise.all(orders.map((order) => the.accountsHolding(order)));
  expect(holders.flat()).toHaveLength(1);
  expect(await count("accounts")).toBe(before + 1);
});

test("an address gets one user, whatever account IDs its forms name", async () => {
  const before = [await count("accounts"), await count("users")];
  const attempts = await Promise.all(
    range(8).map(async () => ({
      activationId: await the.agreedActivation(await product()),
      claim: newRegistration({ email: "same@initech.example" }),
    })),
  );
  const outcomes = await atOnce(attempts);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect([await count("accounts"), await count("users")]).toEqual(before.map((number) => number + 1));
});

test.each([2, 8, 24])(
  "one key provided by %i at once goes to one account, and the others leave nothing",
  async (rivals) => {
    const [order, before] = [await product(), await count("accounts")];
    const attempts = await Promise.all(
      range(rivals).map(async () => ({ activationId: await the.agreedActivation(order), claim: newRegistration() })),
    );
    const outcomes = await atOnce(attempts);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(reasonsOf(outcomes))).toEqual(new Set(["already_activated"]));
    expect(await the.accountsHolding(order)).toHaveLength(1);
    expect(await count("accounts")).toBe(before + 1);
  },
);

test("a button pressed eight times registers once, with one mail", async () => {
  const [order, claim] = [await product(), newRegistration()];
  const activationId = await the.agreedActivation(order);
  const outcomes = await atOnce(range(8).map(() => ({ activationId, claim })));
  expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome.ok && outcome.repeated)).toHaveLength(7);
  expect(await the.mailsTo(claim.form.email)).toHaveLength(1);
});

const renewalUntil = (activationCode: string, endsOn: string): Promise<TestOrder> =>
  the.order({ type: "renewal", items: [{ sku: "A1", activationCode, startsOn: "2027-03-01", endsOn }] });

test("renewals of one license at once all count, and the latest end stays", async () => {
  const activationCode = freshCode();
  const user = await the.account({ licenses: [{ sku: "A1", activationCode }] });
  const orders = await Promise.all(range(6).map((years) => renewalUntil(activationCode, `20${30 + years}-02-28`)));
  const attempts = await Promise.all(
    orders.map(async (order) => ({
      activationId: await the.agreedActivation(order, order.items[0]?.registrationKey as string),
      claim: { userId: user.id },
    })),
  );
  const outcomes = await atOnce(attempts);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(6);
  expect((await the.licensesOf(orders[0] as TestOrder))[0]).toMatchObject({
    startsOn: "2026-03-01",
    endsOn: "2035-02-28",
  });
});

test("after all of that the audit log is whole", async () => {
  await Promise.all(range(4).map(() => numberEvents(database.ctx)));
  expect(await verifyAudit(database.ctx)).toMatchObject({ ok: true });
});
