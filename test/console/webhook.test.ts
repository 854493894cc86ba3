import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConsoleWorld, entitlement, eventOf, OLDER_SECRET, SECRET, startConsoleWorld } from "./console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld();
});
afterAll(() => world.close());

const stored = async (accountId: string) => {
  const { rows } = await world.query(
    `select version::int, company, jsonb_array_length(entitlements) as entitlements
     from xdr_console.account_states where account_id = '${accountId}'`,
  );
  return rows[0];
};

const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE_MS);

test("a signed delivery is stored as the whole state of its account", async () => {
  expect(await world.deliver(eventOf("a1", 1, {}, "entitlements.activated"))).toMatchObject({ status: 200 });
  expect(await stored("a1")).toEqual({ version: 1, company: "Acme Inc.", entitlements: 1 });
});

test("each of the console's secrets is good beside others, so that they can change on one side first", async () => {
  const unknown = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
  expect(await world.deliver(eventOf("a2", 1), { secrets: [OLDER_SECRET] })).toMatchObject({ status: 200 });
  expect(await world.deliver(eventOf("a2", 2), { secrets: [unknown, SECRET] })).toMatchObject({ status: 200 });
  expect(await world.deliver(eventOf("a2", 3), { secrets: [unknown] })).toMatchObject({ status: 400 });
  expect(await stored("a2")).toMatchObject({ version: 2 });
});

test.each([
  ["a stranger's secret", { secrets: [`whsec_${Buffer.alloc(32, 9).toString("base64")}`] }, "bad_signature"],
  ["another body's signature", { headers: { "webhook-id": "msg_other" } }, "bad_signature"],
  ["no signature", { headers: { "webhook-signature": "" } }, "bad_signature"],
  ["a signature of no known scheme", { headers: { "webhook-signature": "v1" } }, "bad_signature"],
  ["six minutes old", { at: ago(6) }, "bad_timestamp"],
  ["a clock ten minutes ahead", { at: ago(-10) }, "bad_timestamp"],
  ["no time", { headers: { "webhook-timestamp": "soon" } }, "bad_signature"],
])("refuses a forged or old delivery: %s", async (_, options, reason) => {
  const { status, answer } = await world.deliver(eventOf("forged", 1), options);
  expect({ status, answer }).toEqual({ status: 400, answer: JSON.stringify({ reason }) });
  expect(await stored("forged")).toBeUndefined();
});

test("a clock that is four minutes off is no fault", async () => {
  expect(await world.deliver(eventOf("clock", 1), { at: ago(4) })).toMatchObject({ status: 200 });
  expect(await world.deliver(eventOf("clock", 2), { at: ago(-4) })).toMatchObject({ status: 200 });
});

test("repeated and overtaken deliveries are answered as taken and change nothing", async () => {
  const second = eventOf("a3", 2, { company: "Second" });
  expect(await world.deliver(second, { id: "msg_replayed" })).toMatchObject({ answer: '{"status":"stored"}' });
  expect(await world.deliver(second, { id: "msg_replayed" })).toMatchObject({
    status: 200,
    answer: '{"status":"known"}',
  });
  expect(await world.deliver(eventOf("a3", 1, { company: "First" }))).toMatchObject({ status: 200 });
  expect(await world.deliver(eventOf("a3", 2, { company: "Second, changed" }))).toMatchObject({ status: 200 });
  expect(await stored("a3")).toMatchObject({ version: 2, company: "Second" });
});

test("of many deliveries at once the highest version stays", async () => {
  const versions = [7, 3, 20, 11, 1, 19, 5, 14];
  await Promise.all(versions.map((version) => world.deliver(eventOf("a4", version, { company: `State ${version}` }))));
  expect(await stored("a4")).toMatchObject({ version: 20, company: "State 20" });
});

test("a revoked account keeps nothing, and can come back", async () => {
  await world.deliver(eventOf("a5", 1));
  await world.deliver(eventOf("a5", 2, {}, "entitlements.revoked"));
  expect(await stored("a5")).toMatchObject({ version: 2, entitlements: 0 });
  await world.deliver(eventOf("a5", 3, {}, "entitlements.activated"));
  expect(await stored("a5")).toMatchObject({ version: 3, entitlements: 1 });
});

const { accountId: _, ...withoutAccount } = eventOf("malformed", 1).data;

test.each([
  ["no JSON", "{"],
  ["empty", ""],
  ["another type", eventOf("malformed", 1, {}, "user.removed")],
  ["without an account", { type: "entitlements.changed", data: withoutAccount }],
  ["a version as text", eventOf("malformed", 1, { version: "1" })],
  ["version 0", eventOf("malformed", 1, { version: 0 })],
  ["a day that does not exist", eventOf("malformed", 1, { entitlements: [entitlement({ endsOn: "2026-02-30" })] })],
  ["a NUL, which the database refuses", eventOf("malformed", 1, { company: "Acme\0" })],
  ["half a character", eventOf("malformed", 1, { company: "Acme \ud83d" })],
  ["seats below none", eventOf("malformed", 1, { entitlements: [entitlement({ seats: -1 })] })],
])("refuses what is signed and still malformed: %s", async (_, body) => {
  expect(await world.deliver(body)).toEqual({ status: 400, answer: '{"reason":"malformed"}' });
  expect(await stored("malformed")).toBeUndefined();
});

test("a body beyond the limit is not read", async () => {
  expect(await world.deliver("x".repeat(5 * 1024 * 1024))).toMatchObject({ status: 413 });
});

test("several thousand licenses are one delivery", async () => {
  const entitlements = Array.from({ length: 5_000 }, (_, n) => entitlement({ licenseId: `license-${n}` }));
  expect(await world.deliver(eventOf("large", 1, { entitlements }))).toMatchObject({ status: 200 });
  expect(await stored("large")).toMatchObject({ entitlements: 5_000 });
});
