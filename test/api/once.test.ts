import { afterAll, beforeAll, expect, test } from "vitest";
import { claimIdempotencyKey } from "../../src/actions/claim-idempotency-key.ts";
import { orderMadeAnswer } from "../../src/api/order-answer.ts";
import { newOrder } from "../support/sample-order.ts";
import { bodyOf, createTestApi, type TestApi } from "./client.ts";

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const orderWithoutKeys = () => newOrder({ items: [{ sku: "XDR-CAS", registrationKey: null, activationCode: null }] });
const under = (key: string) => ({ headers: { "idempotency-key": key } });
const reasonOf = async (response: Response) => ((await response.json()) as { reason: string }).reason;

test("a replay answers the first answer again for 24 hours, issued keys included", async () => {
  const order = orderWithoutKeys();
  const first = await api.post("/orders", order, under('"a-1"'));
  const made = await bodyOf(first, orderMadeAnswer);
  const replay = await api.post("/orders", order, under("a-1"));
  expect([replay.status, replay.headers.get("location")]).toEqual([201, first.headers.get("location")]);
  expect(await bodyOf(replay, orderMadeAnswer)).toEqual(made);

  api.clock.advance(24 * 3600 + 1);
  expect((await api.post("/orders", order, under("a-1"))).status).toBe(200);
});

test("what is kept of an answer holds no key in clear", async () => {
  const made = await bodyOf(await api.post("/orders", orderWithoutKeys(), under("sealed")), orderMadeAnswer);
  const rows = await api.ctx.db.selectFrom("idempotencyKeys").select("answerSealed").execute();
  const stored = rows.map((row) => row.answerSealed?.toString("latin1")).join();
  expect(stored).not.toContain(made.issuedKeys?.[0]?.activationCode);
});

test("a refusal is answered again, another payload under its key is refused", async () => {
  const wrong = { ...newOrder(), region: "MOON" };
  const first = await api.post("/orders", wrong, under("b"));
  const replay = await api.post("/orders", wrong, under("b"));
  expect([first.status, replay.status]).toEqual([422, 422]);
  expect(await replay.json()).toEqual(await first.json());
  const other = await api.post("/orders", newOrder(), under("b"));
  expect([other.status, await reasonOf(other)]).toEqual([422, "idempotency_key_reused"]);
});

test("of 10 at once one is carried out; the others get its answer or are told to wait", async () => {
  const order = orderWithoutKeys();
  const answers = await Promise.all(Array.from({ length: 10 }, () => api.post("/orders", order, under("c"))));
  const waiting = answers.filter((answer) => answer.status === 409);
  expect(await Promise.all(waiting.map(reasonOf))).toEqual(waiting.map(() => "idempotency_key_in_flight"));
  const made = answers.filter((answer) => answer.status === 201);
  expect(made.length + waiting.length).toBe(10);
  const bodies = await Promise.all(made.map((answer) => answer.text()));
  expect(new Set(bodies).size).toBe(1);
});

test("a claim of a crashed process is taken over after a minute, by the same request only", async () => {
  const apiKeyId = (await api.ctx.db.selectFrom("apiKeys").select("id").executeTakeFirstOrThrow()).id;
  const request = { apiKeyId, key: "crashed", requestDigest: Buffer.alloc(32, 1) };
  const first = await claimIdempotencyKey(api.ctx, request);
  expect(first.is).toBe("claimed");
  expect((await claimIdempotencyKey(api.ctx, request)).is).toBe("in_flight");
  api.clock.advance(61);
  expect((await claimIdempotencyKey(api.ctx, { ...request, requestDigest: Buffer.alloc(32, 2) })).is).toBe("reused");
  const rivals = await Promise.all([1, 2, 3].map(() => claimIdempotencyKey(api.ctx, request)));
  expect(rivals.map((rival) => rival.is).sort()).toEqual(["claimed", "in_flight", "in_flight"]);
});

test("a fault of ours is not kept: the same request may come again", async () => {
  const order = newOrder();
  await api.ctx.db.schema.alterTable("orders").renameTo("orders_away").execute();
  expect((await api.post("/orders", order, under("d"))).status).toBe(500);
  await api.ctx.db.schema.alterTable("orders_away").renameTo("orders").execute();
  expect((await api.post("/orders", order, under("d"))).status).toBe(201);
});

test("a malformed key is refused", async () => {
  const answer = await api.post("/orders", newOrder(), under("x".repeat(256)));
  expect([answer.status, await reasonOf(answer)]).toEqual([400, "malformed_idempotency_key"]);
});
