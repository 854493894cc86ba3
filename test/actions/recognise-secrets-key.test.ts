import { afterEach, beforeEach, expect, test } from "vitest";
import { recogniseSecretsKey } from "../../src/actions/recognise-secrets-key.ts";
import { createSecrets } from "../../src/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

const withKey = (byte: number) => ({ ...database.ctx, secrets: createSecrets(Buffer.alloc(32, byte)) });

test("the first key of an empty database is its key from then on", async () => {
  expect(await recogniseSecretsKey(withKey(1))).toBe(true);
  expect(await recogniseSecretsKey(withKey(1))).toBe(true);
  expect(await recogniseSecretsKey(withKey(2))).toBe(false);
});

test("of two first processes with different keys one starts", async () => {
  await database.openConnections();
  const recognised = await Promise.all([1, 2].map((byte) => recogniseSecretsKey(withKey(byte))));
  expect(recognised.toSorted()).toEqual([false, true]);
});

test("the key of a database that was filled without a fingerprint is the one that opens what is there", async () => {
  await world(database.ctx).order();
  expect(await recogniseSecretsKey(withKey(1))).toBe(false);
  expect(await recogniseSecretsKey(database.ctx)).toBe(true);
});
