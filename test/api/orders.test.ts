import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orderAnswer, orderMadeAnswer } from "../../src/api/order-answer.ts";
import { problemSchema } from "../../src/api/problem.ts";
import { freshCode, freshKey, newOrder } from "../support/sample-order.ts";
import { world } from "../support/world.ts";
import { bodyOf, createTestApi, type TestApi } from "./client.ts";

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const refusalOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = await bodyOf(response, problemSchema);
  expect(problem.status).toBe(response.status);
  return problem;
};

const withoutKeys = (count: number) =>
  newOrder({
    items: ["XDR-CAS", "CAS", "A1"]
      .slice(0, count)
      .map((sku) => ({ sku, registrationKey: null, activationCode: null })),
  });

describe("POST /orders", () => {
  test("takes an order in, and the same one again changes nothing", async () => {
    const order = newOrder();
    const first = await api.post("/orders", order);
    expect(first.status).toBe(201);
    expect(first.headers.get("location")).toBe(`/api/v1/orders/${order.orderNumber}`);
    const made = await bodyOf(first, orderMadeAnswer);
    expect(made).toMatchObject({
      process: "account_based",
      purchasedAt: "2026-05-04T09:00:00.000Z",
      cancelledAt: null,
    });
    expect(made.processReason).toContain("XDR-CAS");
    expect(made.issuedKeys).toBeUndefined();

    const again = await api.post("/orders", { ...order, purchasedAt: "2026-05-04T11:00:00+02:00" });
    expect(again.status).toBe(200);
    expect(await bodyOf(again, orderAnswer)).toEqual(made);
  });

  test("tells the keys that it issues once", async () => {
    const order = withoutKeys(2);
    const made = await bodyOf(await api.post("/orders", order), orderMadeAnswer);
    expect(made.issuedKeys?.map((issued) => issued.line)).toEqual([1, 2]);
    const onItems = made.items.map(({ line, registrationKey, activationCode }) => ({
      line,
      registrationKey,
      activationCode,
    }));
    expect(onItems).toEqual(made.issuedKeys);
    const again = await api.post("/orders", order);
    expect(again.status).toBe(200);
    expect(await again.text()).not.toContain(made.issuedKeys?.[0]?.activationCode);
  });

  test("an item whose keys were given comes back without them, also beside one whose keys were issued", async () => {
    const items = [{ sku: "XDR-CAS" }, { sku: "CAS", registrationKey: null, activationCode: null }];
    const made = await bodyOf(await api.post("/orders", newOrder({ items })), orderMadeAnswer);
    expect(made.items.map((item) => "registrationKey" in item)).toEqual([false, true]);
  });

  test("20 at once make one order", async () => {
    const order = withoutKeys(3);
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.post("/orders", order)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(19).fill(200), 201]);
  });

  test("of two orders that fight for one registration key one gets it", async () => {
    const registrationKey = freshKey("registration_key");
    const rivals = [1, 2].map(() => newOrder({ items: [{ sku: "XDR-ES" }, { sku: "A1", registrationKey }] }));
    const answers = await Promise.all(rivals.map((order) => api.post("/orders", order)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    const loser = answers.find((answer) => answer.status === 409) as Response;
    expect(await refusalOf(loser)).toMatchObject({
      reason: "key_taken",
      errors: [{ pointer: "/items/1/registrationKey" }],
    });
    const lost = rivals[answers.indexOf(loser)];
    expect((await api.get(`/orders/${lost?.orderNumber}`)).status).toBe(404);
  });
});

describe("POST /orders refuses", () => {
  test("a number with other content, and a code of another product", async () => {
    const order = newOrder();
    await api.post("/orders", order);
    const other = await api.post("/orders", { ...order, region: "EU" });
    expect(await refusalOf(other)).toMatchObject({ status: 409, reason: "order_differs" });

    const activationCode = order.items[0]?.activationCode;
    const renewal = newOrder({ type: "renewal", items: [{ sku: "A1", activationCode }] });
    expect(await refusalOf(await api.post("/orders", renewal))).toMatchObject({
      status: 409,
      reason: "license_differs",
      errors: [{ pointer: "/items/0/sku" }],
    });
  });

  test("with the name of every wrong field, and of a SKU that the catalogue lacks", async () => {
    const order = newOrder();
    const wrong = { ...order, region: "MOON", items: [{ ...order.items[0], endsOn: "2026-02-30", sets: 1 }] };
    const problem = await refusalOf(await api.post("/orders", wrong));
    expect(problem).toMatchObject({ status: 422, reason: "malformed_order", type: "/api/docs#malformed_order" });
    expect(problem.errors?.map((error) => error.pointer)).toEqual(["/region", "/items/0/endsOn", "/items/0/sets"]);

    const unknown = await refusalOf(await api.post("/orders", newOrder({ items: [{ sku: "NOPE" }] })));
    expect(unknown).toMatchObject({ status: 422, reason: "malformed_order", errors: [{ pointer: "/items/0/sku" }] });

    const items = [{ ...order.items[0], sku: "NOPE" }, { ...order.items[0], sku: "no such thing" }, "item", null];
    const both = await refusalOf(await api.post("/orders", { ...order, region: "MOON", items }));
    const pointers = both.errors?.map((error) => error.pointer);
    expect(pointers).toEqual(expect.arrayContaining(["/region", "/items/0/sku", "/items/1/sku"]));
    expect(pointers?.filter((pointer) => pointer?.endsWith("/sku"))).toHaveLength(2);
  });

  test.each([
    ["broken JSON", '{"orderNumber": "A",}', {}, 400, "malformed_json", "position 20 (line 1, column 21)"],
    ["an empty body", "", {}, 400, "malformed_json", "position 0"],
    ["another content type", "{}", { "content-type": "text/plain" }, 415, "unsupported_media_type", "application/json"],
    ["a content type with a blank", "{}", { "content-type": "application/json ;x" }, 415, "unsupported_media_type", ""],
    ["more than 1 MB", `"${"x".repeat(1024 * 1024)}"`, {}, 413, "body_too_large", "1 MB"],
  ])("%s", async (_, body, headers, status, reason, detail) => {
    const problem = await refusalOf(await api.post("/orders", body, { headers }));
    expect(problem).toMatchObject({ status, reason });
    expect(problem.detail).toContain(detail);
  });
});

describe("who may", () => {
  test("nobody without a key, and none without the scope", async () => {
    for (const key of [null, "ak_guessed"]) {
      const answer = await api.post("/orders", newOrder(), { key });
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      expect(await refusalOf(answer)).toMatchObject({ status: 401, reason: "unauthenticated" });
    }
    const reader = await api.keyFor("orders:read");
    const problem = await refusalOf(await api.post("/orders", newOrder(), { key: reader }));
    expect(problem).toMatchObject({ status: 403, reason: "missing_scope" });
    expect(problem.detail).toContain("orders:write");
    expect((await api.get("/orders", { key: reader })).status).toBe(200);
  });
});

describe("what became of an order", () => {
  test("registered items with the masked owner, and no key", async () => {
    const order = await world(api.ctx).order();
    const owner = await world(api.ctx).activated(order, "kim@acme.example");
    const answer = await api.get(`/orders/${order.orderNumber}`);
    const found = await bodyOf(answer, orderAnswer);
    expect(found.items.map(({ registered, account }) => ({ registered, account }))).toEqual(
      order.items.map(() => ({ registered: true, account: "k•••@acme.example" })),
    );
    const text = JSON.stringify(found);
    for (const secret of [...order.keys, owner.email]) expect(text).not.toContain(secret);
  });

  test("cancels, as often as one likes", async () => {
    const order = await world(api.ctx).order();
    const cancelled = await bodyOf(await api.post(`/orders/${order.orderNumber}/cancel`, ""), orderAnswer);
    expect(cancelled.cancelledAt).toBe(api.clock.now().toISOString());
    const again = await api.post(`/orders/${order.orderNumber}/cancel`, "");
    expect([again.status, await bodyOf(again, orderAnswer)]).toEqual([200, cancelled]);
    expect(await refusalOf(await api.post("/orders/SO-NONE/cancel", ""))).toMatchObject({ status: 404 });
  });

  test("an order number with a slash has an address", async () => {
    const made = await api.post("/orders", newOrder({ orderNumber: "SO/2026/7" }));
    const location = made.headers.get("location")?.replace("/api/v1", "") ?? "";
    expect(await bodyOf(await api.get(location), orderAnswer)).toMatchObject({ orderNumber: "SO/2026/7" });
  });
});

test("no key and no code is logged, in an address neither", async () => {
  const order = withoutKeys(1);
  const made = await bodyOf(await api.post("/orders", order), orderMadeAnswer);
  const broken = freshCode();
  await api.post("/orders", `{"activationCode": "${broken}"`);
  const { ctx } = api;
  await ctx.db.schema.alterTable("orders").renameTo("orders_away").execute();
  const failed = await refusalOf(
    await api.post("/orders", newOrder({ items: [{ sku: "A1", activationCode: broken }] })),
  );
  await ctx.db.schema.alterTable("orders_away").renameTo("orders").execute();
  expect(failed).toMatchObject({ status: 500, reason: "internal_error" });
  expect(JSON.stringify(failed)).not.toContain("orders");
  const log = api.logged.join("");
  expect(log.split(failed.reference ?? "none")).toHaveLength(2);
  for (const key of [broken, made.issuedKeys?.[0]?.activationCode, made.issuedKeys?.[0]?.registrationKey])
    expect(log).not.toContain(key);
});
