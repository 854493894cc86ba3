import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NewOrder, recordOrder } from "../../src/actions/record-order.ts";
import { findOrderAnswers } from "../../src/api/order-answer.ts";
import { findOrderByNumber } from "../../src/db/orders.ts";
import { hasValidCheckCharacter, parseKey } from "../../src/policy/license-key.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode, freshKey, newOrder } from "../support/sample-order.ts";
import { recordedOrder, world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const record = (order: NewOrder) => recordOrder(database.ctx, order, "test");

const rowCounts = async () => {
  const count = async (table: "orders" | "orderItems" | "registrationKeys" | "licenses" | "auditEvents") => {
    const query = database.ctx.db.selectFrom(table).select((e) => e.fn.countAll<number>().as("count"));
    return (await query.executeTakeFirstOrThrow()).count;
  };
  return [
    await count("orders"),
    await count("orderItems"),
    await count("registrationKeys"),
    await count("licenses"),
    await count("auditEvents"),
  ];
};

describe("the same order again", () => {
  test("changes nothing, whatever the sequence of its lines, with keys or without", async () => {
    const order = newOrder({ addOns: 2, products: 2 });
    expect(await record(order)).toEqual({ ok: true, made: true, orderNumber: order.orderNumber, issued: [] });
    const before = await rowCounts();
    const keyless = order.items.map((item) => ({ ...item, registrationKey: null, activationCode: null }));
    for (const items of [order.items, order.items.toReversed(), keyless]) {
      expect(await record({ ...order, items })).toMatchObject({ ok: true, made: false, issued: [] });
    }
    expect(await rowCounts()).toEqual(before);
  });

  test.each<[string, (order: NewOrder) => Partial<NewOrder>]>([
    ["another customer", (order) => ({ customer: { ...order.customer, email: "else@acme.example" } })],
    ["another moment of purchase", () => ({ purchasedAt: new Date("2026-05-04T09:00:01Z") })],
    ["another reseller", () => ({ reseller: { name: "South Reseller" } })],
    ["more seats", (order) => ({ items: order.items.map((item) => ({ ...item, seats: item.seats + 1 })) })],
    ["a line less", (order) => ({ items: order.items.slice(1) })],
    [
      "another activation code",
      (order) => ({ items: order.items.map((i) => ({ ...i, activationCode: freshCode() })) }),
    ],
    [
      "another registration key",
      (order) => ({ items: order.items.map((i) => ({ ...i, registrationKey: freshKey("registration_key") })) }),
    ],
  ])("with %s is refused and changes nothing", async (_, change) => {
    const order = await the.order({ addOns: 1, products: 2 });
    const before = await rowCounts();
    const { id: _id, keys: _keys, ...same } = order;
    const refused = { ok: false, reason: "order_differs", orderNumber: order.orderNumber };
    expect(await record({ ...same, ...change(order) })).toEqual(refused);
    expect(await rowCounts()).toEqual(before);
  });

  test("twelve times at once makes it once", async () => {
    const order = newOrder({ addOns: 2, products: 3 });
    await database.openConnections();
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => record(order)));
    expect(outcomes.filter((outcome) => outcome.ok && outcome.made)).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(12);
    expect(await the.eventsOf(`order:${order.orderNumber}`)).toHaveLength(1);
  });
});

describe("keys that are left out", () => {
  const withoutKeys = { registrationKey: null, activationCode: null };

  test("are issued, valid, told once, and open the order", async () => {
    const items = [{ sku: "XDR-CAS", ...withoutKeys }, { sku: "CAS", registrationKey: null }, { sku: "A1" }];
    const order = newOrder({ items });
    const recorded = await record(order);
    if (!recorded.ok) throw new Error(recorded.reason);
    expect(recorded.issued.map(({ line }) => line)).toEqual([1, 2]);
    expect(recorded.issued[0]?.activationCode).toMatch(/^XC-/);
    expect(recorded.issued[1]?.activationCode).toBe(order.items[1]?.activationCode);
    for (const { registrationKey, activationCode } of recorded.issued) {
      for (const key of [registrationKey, activationCode]) {
        expect(parseKey(key, { isSku: () => false })).toMatchObject({ ok: true, key });
        expect(hasValidCheckCharacter(key)).toBe(true);
      }
    }
    expect(await record(order)).toMatchObject({ made: false, issued: [] });
  });

  test("a suite gets one registration key for all its lines, the others one each", async () => {
    const suite = ["SMEX", "IMSVA"].map((sku) => ({ sku, suite: "CUP" as const, ...withoutKeys }));
    const order = newOrder({ items: [...suite, { sku: "XDR-ES", ...withoutKeys }, { sku: "A1", ...withoutKeys }] });
    const recorded = await record(order);
    const keys = recorded.ok ? recorded.issued.map(({ registrationKey }) => registrationKey) : [];
    expect(keys).toHaveLength(4);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });
});

test("the process is decided and kept with its sentence", async () => {
  const rows = await Promise.all(
    [newOrder({}), newOrder({ channel: "marketplace" })].map(async (order) => {
      await record(order);
      return findOrderByNumber(database.ctx.db, order.orderNumber);
    }),
  );
  expect(rows.map((row) => row?.process)).toEqual(["account_based", "original"]);
  expect(rows[1]?.processReason).toBe("Original: it was bought through the marketplace channel.");
});

describe("keys that another order has", () => {
  test.each<[string, "registrationKey" | "activationCode", "XDR-ES" | "A1"]>([
    ["a registration key", "registrationKey", "A1"],
    ["an activation code", "activationCode", "XDR-ES"],
  ])("%s is refused at its place, and nothing stays behind", async (_, field, sku) => {
    const other = await the.order({ items: [{ sku }] });
    const before = await rowCounts();
    const order = newOrder({ items: [{ sku: "CAS" }, { sku, [field]: other.items[0]?.[field] }] });
    expect(await record(order)).toMatchObject({ reason: "key_taken", fault: { pointer: `/items/1/${field}` } });
    expect(await rowCounts()).toEqual(before);
    expect(await findOrderByNumber(database.ctx.db, order.orderNumber)).toBeUndefined();
  });

  test.each([
    ["a renewal", { type: "renewal" as const }, null],
    ["a suite upgrade", {}, "CUP" as const],
  ])("%s carries the code of the license that it extends, before its order or after", async (_, facts, suite) => {
    for (const sequence of ["after", "before"]) {
      const activationCode = freshCode();
      const base = newOrder({ items: [{ sku: "A1", activationCode }] });
      const purchasedAt = new Date("2026-10-01T09:00:00Z");
      const extension = newOrder({ ...facts, purchasedAt, items: [{ sku: "A1", activationCode, suite, seats: 300 }] });
      const both = sequence === "after" ? [base, extension] : [extension, base];
      const [first, second] = [await recordedOrder(database.ctx, both[0] as NewOrder), both[1] as NewOrder];
      const later = await recordedOrder(database.ctx, second);
      const licenses = await Promise.all([the.licensesOf(first), the.licensesOf(later)]);
      expect(licenses[0]?.[0]?.id).toBe(licenses[1]?.[0]?.id);
    }
  });

  test("a second new order under a renewal's code is refused", async () => {
    const activationCode = freshCode();
    const items = [{ sku: "A1", activationCode }];
    await the.order({ type: "renewal", purchasedAt: new Date("2026-10-01T09:00:00Z"), items });
    await the.order({ items });
    expect(await record(newOrder({ items }))).toMatchObject({ reason: "key_taken" });
  });

  test("a renewal that names another product is refused at its SKU", async () => {
    const base = await the.order({ items: [{ sku: "A1" }] });
    const activationCode = base.items[0]?.activationCode ?? null;
    const renewal = newOrder({ type: "renewal", items: [{ sku: "DDI" }, { sku: "CAS", activationCode }] });
    expect(await record(renewal)).toMatchObject({
      reason: "license_differs",
      fault: { pointer: "/items/1/sku", detail: "The license of this activation code is for A1, not for CAS." },
    });
  });

  test("of two new orders with the same codes at once one is made, whatever the sequence of the codes", async () => {
    const codes = Array.from({ length: 6 }, freshCode);
    const items = codes.map((activationCode) => ({ sku: "A1", activationCode }));
    await database.openConnections();
    const outcomes = await Promise.all(
      [items, items.toReversed(), items, items.toReversed()].map((each) => record(newOrder({ items: each }))),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "key_taken")).toHaveLength(3);
  });
});

test("an order with a product that the catalogue lacks is refused at its place, and changes nothing", async () => {
  const before = await rowCounts();
  const refused = await record(newOrder({ items: [{ sku: "A1" }, { sku: "NONE" }] }));
  expect(refused).toMatchObject({ reason: "malformed_order", faults: [{ pointer: "/items/1/sku" }] });
  expect(await rowCounts()).toEqual(before);
});

test.each([
  ["new", null],
  ["new", "CUP"],
  ["renewal", null],
] as const)("two products of one SaaS family in one %s order (suite %s) are taken in", async (type, suite) => {
  const items = ["CAS", "XDR-CAS", "CAS"].map((sku) => ({ sku, suite }));
  expect(await record(newOrder({ type, items }))).toMatchObject({ ok: true, made: true });
});

describe("orders and licenses that know of each other", () => {
  test("a suite order that comes in first waits for nothing: its base joins it, and both keep their own seats", async () => {
    const activationCode = freshCode();
    const suite = { sku: "A1", activationCode, suite: "CUP" as const, seats: 300, endsOn: "2027-09-30" };
    const purchasedAt = new Date("2026-10-01T09:00:00Z");
    const upgrade = await the.order({ purchasedAt, items: [suite, { sku: "XDR-ES" }] });
    const base = await the.order({ items: [{ sku: "A1", activationCode, seats: 120 }] });
    const answers = await findOrderAnswers(database.ctx.db, [upgrade.id, base.id]);
    expect(answers.map(({ items }) => [items[0]?.seats, items[0]?.registered])).toEqual([
      [300, false],
      [120, false],
    ]);
    expect((await the.licensesOf(base))[0]?.id).toBe((await the.licensesOf(upgrade))[0]?.id);
    expect(await record(newOrder({ items: [{ sku: "A1", activationCode }] }))).toMatchObject({ reason: "key_taken" });
  });

  test("a renewal whose code nobody knows is taken in, with licenses that wait for an account", async () => {
    const order = await the.order({ type: "renewal", items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] });
    const [answer] = await findOrderAnswers(database.ctx.db, [order.id]);
    expect(answer).toMatchObject({ process: "original", items: [{ registered: false }, { registered: false }] });
    expect(await the.licensesOf(order)).toMatchObject([{ accountId: null }, { accountId: null }]);
  });

  test.each([
    ["a new order", {}, null],
    ["a suite upgrade", {}, "CUP" as const],
    ["a renewal", { type: "renewal" as const }, null],
  ])("%s with the code of another product is refused, and nothing stays behind", async (_, facts, suite) => {
    const activationCode = freshCode();
    await the.account({ licenses: [{ sku: "A1", activationCode }] });
    const before = await rowCounts();
    const order = newOrder({ ...facts, items: [{ sku: "XDR-ES" }, { sku: "SMEX", activationCode, suite }] });
    const fault = { pointer: "/items/1/sku", detail: expect.stringContaining("for A1, not for SMEX") };
    expect(await record(order)).toMatchObject({ ok: false, reason: "license_differs", fault });
    expect(await rowCounts()).toEqual(before);
  });
});
