import type { z } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiDocs } from "../../src/api/docs.ts";
import { eventPage } from "../../src/api/events.ts";
import { licenseAnswer } from "../../src/api/licenses.ts";
import { openApiDocument } from "../../src/api/document.ts";
import { orderPage } from "../../src/api/order-list.ts";
import { problemSchema } from "../../src/api/problem.ts";
import { numberEvents } from "../../src/actions/number-events.ts";
import { freshCode, freshKey } from "../support/sample-order.ts";
import { type TestOrder, world } from "../support/world.ts";
import { bodyOf, createTestApi, type TestApi } from "./client.ts";

let api: TestApi;
let orders: TestOrder[];
beforeAll(async () => {
  api = await createTestApi();
  orders = [];
  for (let at = 0; at < 5; at++) orders.push(await world(api.ctx).order({ customer: { number: `C-${at % 2}` } }));
});
afterAll(() => api.close());

const problemOf = (response: Response) => bodyOf(response, problemSchema);

describe("GET /orders", () => {
  const schema = orderPage;

  test("page by page, every order once", async () => {
    const seen: string[] = [];
    let cursor: string | null = "";
    for (let pages = 0; cursor !== null && pages < 9; pages++) {
      const query: string = cursor === "" ? "?limit=2" : `?limit=2&cursor=${cursor}`;
      const page = await bodyOf(await api.get(`/orders${query}`), schema);
      seen.push(...page.data.map((order) => order.orderNumber));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(orders.map((order) => order.orderNumber));
  });

  test("of one customer", async () => {
    const page = await bodyOf(await api.get("/orders?customerNumber=C-1"), schema);
    expect(page.data.map((order) => order.orderNumber)).toEqual([orders[1]?.orderNumber, orders[3]?.orderNumber]);
    expect(page.nextCursor).toBeNull();
    for (const key of orders[1]?.keys ?? []) expect(JSON.stringify(page)).not.toContain(key);
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=201", "limit"],
    ["cursor=x", "cursor"],
    ["customernumber=C-1", "customernumber"],
  ])("refuses ?%s", async (query, parameter) => {
    const problem = await problemOf(await api.get(`/orders?${query}`));
    expect(problem).toMatchObject({ status: 422, reason: "malformed_query", errors: [{ parameter }] });
  });
});

describe("GET /licenses/AC", () => {
  const schema = licenseAnswer;

  test("where a license stands, however its code is typed", async () => {
    const [order] = orders;
    const code = order?.items[0]?.activationCode ?? "";
    const open = await bodyOf(await api.get(`/licenses/${code.toLowerCase().replaceAll("-", "%20")}`), schema);
    expect(open).toMatchObject({
      status: "not_registered",
      accountId: null,
      registeredAt: null,
      product: { sku: "XDR-CAS" },
    });
    expect(JSON.stringify(open)).not.toContain(code);
    const owner = await world(api.ctx).activated(order as TestOrder);
    expect(await bodyOf(await api.get(`/licenses/${code}`), schema)).toMatchObject({
      status: "active",
      accountId: owner.accountId,
      registeredAt: api.clock.now().toISOString(),
    });
  });

  test.each([
    ["a registration key", () => freshKey("registration_key"), 422, "malformed_key"],
    ["something short", () => "XC-1234", 422, "malformed_key"],
    ["a code that nobody has", freshCode, 404, "unknown_key"],
  ])("%s", async (_, typed, status, reason) => {
    const key = typed();
    const problem = await problemOf(await api.get(`/licenses/${key}`));
    expect(problem).toMatchObject({ status, reason });
    expect(JSON.stringify(problem)).not.toContain(key);
  });
});

describe("GET /events", () => {
  const schema = eventPage;

  test("in order, without gaps, and null where there are no more now", async () => {
    await numberEvents(api.ctx);
    const sequences: number[] = [];
    let after: string | null = "0";
    while (after !== null) {
      const page: z.output<typeof schema> = await bodyOf(await api.get(`/events?limit=3&after=${after}`), schema);
      sequences.push(...page.data.map((event) => event.sequence));
      after = page.nextCursor;
    }
    expect(sequences.length).toBeGreaterThan(5);
    expect(sequences).toEqual(sequences.map((_, at) => at + 1));
    const none = await bodyOf(await api.get(`/events?after=${sequences.length}`), schema);
    expect(none).toEqual({ data: [], nextCursor: null });
  });

  test("after is a number", async () => {
    expect(await problemOf(await api.get("/events?after=x"))).toMatchObject({
      status: 422,
      errors: [{ parameter: "after" }],
    });
  });
});

describe("the document", () => {
  test("is public, is OpenAPI 3.1 and describes every field", async () => {
    const answer = await api.get("/openapi.json", { key: null });
    const document = (await answer.json()) as ReturnType<typeof openApiDocument>;
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    expect(document.openapi).toBe("3.1.0");
    const undescribed = Object.entries(document.components?.schemas ?? {}).flatMap(([name, schema]) =>
      Object.entries(("properties" in schema && schema.properties) || {})
        .filter(([, field]) => !/"(description|\$ref)":/.test(JSON.stringify(field)))
        .map(([field]) => `${name}.${field}`),
    );
    expect(undescribed).toEqual([]);
  });

  test("for people, without script of its own, with every reason", async () => {
    const page = await (await createApiDocs().request("/")).text();
    expect(page).toContain("/api/v1/orders/{orderNumber}/cancel");
    expect(page).toContain('id="idempotency_key_in_flight"');
    for (const [, name] of page.matchAll(/href="#([\w-]+)"/g)) expect(page).toContain(`id="${name}"`);
    expect(page).not.toMatch(/<script(?![^>]+src=)/);
  });
});

test("nothing at an address, and the wrong method", async () => {
  for (const path of ["/nothing", "/orders/%00", "/orders?customerNumber=%00"])
    expect(await problemOf(await api.get(path))).toMatchObject({ status: 404, reason: "not_found" });
  const wrong = await api.get("/accounts");
  expect(wrong.headers.get("allow")).toBe("POST");
  expect(await problemOf(wrong)).toMatchObject({ status: 405, reason: "method_not_allowed" });
});
