import { afterAll, beforeAll, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { cancelOrder } from "../../src/actions/cancel-order.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const cancel = (orderNumber: string) => cancelOrder(database.ctx, orderNumber, "test");

test("a cancelled order is cancelled once, however often it is said", async () => {
  const { orderNumber } = await the.order();
  await database.openConnections();
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => cancel(orderNumber)));
  expect(outcomes.filter((outcome) => outcome.ok && outcome.changed)).toHaveLength(1);
  const events = await the.eventsOf(`order:${orderNumber}`);
  expect(events.map(({ type }) => type)).toEqual(["order.recorded", "order.cancelled"]);
  expect(await cancel("SO-0")).toEqual({ ok: false, reason: "unknown_order" });
});

test("cancelled and activated at once: either it was registered before, or not at all", async () => {
  for (let round = 0; round < 5; round++) {
    const order = await the.order();
    const attempt = await the.verifiedActivation(order);
    await database.openConnections();
    const [outcome] = await Promise.all([activateOrder(database.ctx, attempt), cancel(order.orderNumber)]);
    expect(await the.accountsHolding(order)).toHaveLength(outcome.ok ? 1 : 0);
    if (!outcome.ok) expect(outcome.reason).toBe("order_cancelled");
  }
});

test("what is registered stays", async () => {
  const order = await the.order();
  const user = await the.activated(order);
  await cancel(order.orderNumber);
  expect(await the.accountsHolding(order)).toEqual([user.accountId]);
});
