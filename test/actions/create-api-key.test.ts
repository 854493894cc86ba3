import { afterAll, beforeAll, expect, test } from "vitest";
import { type CreateApiKey, createApiKey } from "../../src/actions/create-api-key.ts";
import { findApiKey } from "../../src/db/api-keys.ts";
import { hashToken } from "../../src/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const create = (wishes: Partial<CreateApiKey>) =>
  createApiKey(database.ctx, { name: "feeder", scopes: ["orders:write"], actor: "cli", ...wishes });
const find = (key: string) => findApiKey(database.ctx.db, hashToken(key));

test("a new key has its scopes, and only its hash is stored", async () => {
  const key = await create({ scopes: ["orders:write", "orders:read"] });
  expect(key).toMatch(/^ak_[\w-]{43}$/);
  const stored = await find(key);
  expect(stored).toMatchObject({ name: "feeder", scopes: ["orders:write", "orders:read"] });
  const events = await world(database.ctx).eventsOf(`api_key:${stored?.id}`);
  expect(events.map(({ type, actor }) => [type, actor])).toEqual([["api_key.created", "cli"]]);
  expect(JSON.stringify(events)).not.toContain(key);
});

test("a key that is given again at the next start stays as it is; with other scopes it gets those", async () => {
  const key = "given by the environment";
  await create({ key });
  const first = await find(key);
  await create({ key });
  const { eventsOf } = world(database.ctx);
  expect(await eventsOf(`api_key:${first?.id}`)).toHaveLength(1);
  await create({ key, scopes: ["events:read"] });
  expect(await find(key)).toMatchObject({ id: first?.id, scopes: ["events:read"] });
  expect(await eventsOf(`api_key:${first?.id}`)).toHaveLength(2);
});

test("an unknown key finds nothing", async () => {
  expect(await find("ak_nobody")).toBeUndefined();
});
