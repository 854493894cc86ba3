import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOrder } from "../../src/actions/open-order.ts";
import { cancelOrder } from "../../src/actions/cancel-order.ts";
import { findActivation } from "../../src/db/activations.ts";
import { exampleKeys } from "../../src/policy/license-key.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode, freshKey } from "../support/sample-order.ts";
import { type TestOrder, world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const open = (typed: string) =>
  openOrder(database.ctx, { typed, browserToken: "browser", language: "en", userId: null });

const openedOrderId = async (typed: string) => {
  const opened = await open(typed);
  return opened.ok ? (await findActivation(database.ctx.db, opened.activationId))?.orderId : opened.reason;
};

describe("any key of an order opens it", () => {
  let order: TestOrder;
  beforeAll(async () => {
    order = await the.order({ addOns: 2, products: 2 });
  });

  test("all eight, as they are printed", async () => {
    expect(order.keys).toHaveLength(8);
    for (const key of order.keys) expect(await openedOrderId(key)).toBe(order.id);
  });

  test.each([
    ["in lower case", (key: string) => key.toLowerCase()],
    ["without hyphens", (key: string) => key.replaceAll("-", "")],
    ["with spaces around and inside", (key: string) => `  ${key.replaceAll("-", " ")}\t`],
    ["with typographic dashes", (key: string) => key.replaceAll("-", "–")],
    ["in full width", (key: string) => key.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  ])("%s", async (_, typed) => {
    for (const key of order.keys.slice(0, 2)) expect(await openedOrderId(typed(key))).toBe(order.id);
  });

  test("for this browser, and nothing is registered", async () => {
    const opened = await open(order.keys[0] as string);
    const activation = opened.ok ? await findActivation(database.ctx.db, opened.activationId) : undefined;
    expect(activation).toMatchObject({ state: "opened", accountId: null, language: "en" });
    expect(activation?.browserHash.toString()).not.toContain("browser");
    expect(await the.accountsHolding(order)).toEqual([]);
  });
});

test("a well-formed key that nobody has is unknown, and a likely typing mistake is told", async () => {
  const wrong = `${freshCode().slice(0, -1)}0`;
  expect(await open(freshKey("registration_key"))).toEqual({
    ok: false,
    reason: "unknown_key",
    isExample: false,
    mistake: { likely: false, confusable: null },
  });
  expect(await open(wrong)).toMatchObject({ reason: "unknown_key", mistake: { likely: true, confusable: "0" } });
});

test("the examples of the landing page are told as examples", async () => {
  for (const key of exampleKeys.flatMap(Object.values)) {
    expect(await open(key)).toMatchObject({ reason: "unknown_key", isExample: true });
  }
});

test("a SKU of the catalogue that is typed instead of a key is named", async () => {
  expect(await open(" xdr-cas ")).toMatchObject({ reason: "malformed_key", fault: "sku", facts: { typed: "XDR-CAS" } });
  expect(await open("XDR-NONE")).toMatchObject({ reason: "malformed_key", fault: "too_short" });
});

describe("an activation code that several orders carry", () => {
  const code = freshCode();
  let base: TestOrder;
  let renewal: TestOrder;
  beforeAll(async () => {
    renewal = await the.order({
      type: "renewal",
      purchasedAt: new Date("2026-11-10T09:00:00Z"),
      items: [{ sku: "XDR-CAS", activationCode: code, seats: 300, endsOn: "2028-05-03" }],
    });
    base = await the.order({ items: [{ sku: "XDR-CAS", activationCode: code }, { sku: "CAS" }] });
  });

  test("is of the oldest order while that is not registered", async () => {
    expect(await openedOrderId(code)).toBe(base.id);
  });

  test("is of the renewal once the older order is registered", async () => {
    await the.activated(base);
    expect(await openedOrderId(code)).toBe(renewal.id);
  });

  test("is of the newest order that is not cancelled when nothing is left to do", async () => {
    await cancelOrder(database.ctx, renewal.orderNumber, "test");
    expect(await openedOrderId(code)).toBe(base.id);
  });
});
