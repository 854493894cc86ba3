import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../src/db/client.ts";
import { insertUser, listMaskedOwners } from "../../src/db/users.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("of an account's owners the first one is shown, masked, and nobody for what is not registered", async () => {
  const { ctx } = database;
  const first = await world(ctx).account({ email: "kim@birch.example" });
  const later = { id: ctx.newId(), email: "lee@birch.example", emailIdentity: "lee@birch.example" };
  await inTransaction(ctx.db, (tx) => insertUser(tx, { ...first, ...later, createdAt: ctx.now() }));
  const items = [{ registration: { accountId: first.accountId } }, { registration: null }];
  expect([...(await listMaskedOwners(ctx.db, items))]).toEqual([[first.accountId, "k•••@birch.example"]]);
});
