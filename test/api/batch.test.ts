import { afterAll, beforeAll, expect, test } from "vitest";
import { accountLine } from "../../src/api/accounts.ts";
import { orderLine } from "../../src/api/orders.ts";
import { problemSchema } from "../../src/api/problem.ts";
import { newOrder } from "../support/sample-order.ts";
import { sampleAccount } from "./sample-account.ts";
import { bodyOf, createTestApi, linesOf, type TestApi } from "./client.ts";

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const ndjson = { headers: { "content-type": "application/x-ndjson" } };
const post = (path: string, lines: unknown[]) =>
  api.post(path, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"), ndjson);

test("bad lines in the middle harm no other, and the answers keep the order", async () => {
  const [good, last] = [newOrder(), newOrder({ items: [{ sku: "A1", registrationKey: null, activationCode: null }] })];
  const answer = await post("/orders/batch", [
    good,
    '{"orderNumber": "SO',
    "",
    { ...newOrder({ items: [{ sku: "NOPE" }] }), region: "MOON" },
    `"${"x".repeat(1024 * 1024)}"`,
    { ...good, region: "EU" },
    "null\r",
    good,
    last,
  ]);
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  const lines = await linesOf(answer);
  for (const line of lines) orderLine.parse(line);
  expect(lines.map(({ line, status }) => [line, status])).toEqual([
    [1, 201],
    [2, 400],
    [4, 422],
    [5, 413],
    [6, 409],
    [7, 422],
    [8, 200],
    [9, 201],
  ]);
  expect(lines[2]).toMatchObject({
    problem: { reason: "malformed_order", errors: [{ pointer: "/region" }, { pointer: "/items/0/sku" }] },
  });
  expect(lines[7]).toMatchObject({ orderNumber: last.orderNumber, issuedKeys: [{ line: 1 }] });
});

test("accounts come in the same way", async () => {
  const account = sampleAccount();
  const faulty = { ...account, country: "MOON", licenses: [{ ...account.licenses[0], sku: "NOPE" }] };
  const answer = await post("/accounts/batch", [account, "[]", account, { ...account, company: "Other" }, faulty]);
  const lines = await linesOf(answer);
  for (const line of lines) accountLine.parse(line);
  expect(lines.map(({ status }) => status)).toEqual([201, 422, 200, 409, 422]);
  expect(lines[4]).toMatchObject({ problem: { errors: [{ pointer: "/country" }, { pointer: "/licenses/0/sku" }] } });
  expect(lines[2]?.id).toBe(lines[0]?.id);
});

test("a line is answered before the next one has come", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const write = (text: string) => writer.write(new TextEncoder().encode(text));
  void write(`${JSON.stringify(newOrder())}\n{"half`);
  const answer = await api.stream("/orders/batch", readable);
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const first = await reader.read();
  expect(new TextDecoder().decode(first.value)).toContain('"line":1,"status":201');
  void write('": 1}');
  void writer.close();
  const second = await reader.read();
  expect(new TextDecoder().decode(second.value)).toContain('"line":2,"status":422');
  expect((await reader.read()).done).toBe(true);
});

test("a body of 100 MB is not held in memory", async () => {
  const line = new TextEncoder().encode(`{"orderNumber": "${"x".repeat(500_000)}"}\n`);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (sent++ < 200 ? controller.enqueue(line.slice()) : controller.close()),
  });
  const before = process.memoryUsage().arrayBuffers;
  const answer = await api.stream("/orders/batch", body);
  let most = 0;
  let lines = 0;
  for await (const chunk of answer.body ?? []) {
    lines += chunk.filter((byte: number) => byte === 0x0a).length;
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(lines).toBe(200);
  expect(most).toBeLessThan(60 * 1024 * 1024);
});

test.each(["application/x-ndjson; charset=utf-8", "application/ndjson", "application/jsonl", "text/plain"])(
  "lines are taken as %s",
  async (type) => {
    const body = [newOrder(), newOrder()].map((order) => JSON.stringify(order)).join("\n");
    const lines = await linesOf(await api.post("/orders/batch", body, { headers: { "content-type": type } }));
    expect(lines.map(({ line, status }) => [line, status])).toEqual([
      [1, 201],
      [2, 201],
    ]);
  },
);

test("a JSON array is answered like its elements as lines, and one object like one line", async () => {
  const [good, other] = [newOrder(), newOrder()];
  const answer = await api.post(
    "/orders/batch",
    JSON.stringify([good, { ...other, region: "MOON" }, 7, good], null, 2),
  );
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  const lines = await linesOf(answer);
  for (const line of lines) orderLine.parse(line);
  expect(lines.map(({ line, status }) => [line, status])).toEqual([
    [1, 201],
    [2, 422],
    [3, 422],
    [4, 200],
  ]);
  expect(await linesOf(await api.post("/orders/batch", other))).toMatchObject([{ line: 1, status: 201 }]);
  const account = sampleAccount();
  expect(await linesOf(await api.post("/accounts/batch", [account]))).toMatchObject([{ line: 1, status: 201 }]);
  expect(await (await api.post("/orders/batch", "[]")).text()).toBe("");
});

test.each([
  ["lines as JSON", "application/json", "{}\n{}", 400, "malformed_json", "application/x-ndjson"],
  ["too much JSON", "application/json", `["${"x".repeat(17 * 1024 * 1024)}"]`, 413, "body_too_large", "16 MB"],
  ["a form", "application/x-www-form-urlencoded", "{}", 415, "unsupported_media_type", "application/x-ndjson"],
  ["a CSV", "text/csv", "orderNumber", 415, "unsupported_media_type", "application/json"],
])("%s is refused as a whole", async (_, type, body, status, reason, detail) => {
  const answer = await api.post("/orders/batch", body, { headers: { "content-type": type } });
  expect([answer.status, await bodyOf(answer, problemSchema)]).toEqual([
    status,
    expect.objectContaining({ reason, detail: expect.stringContaining(detail) }),
  ]);
});
