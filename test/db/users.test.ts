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

test("of an account's users the owner is shown, masked, and nobody for what is not registered", async () => {
  const { ctx } = database;
  const owner = await world(ctx).account({ email: "kim@birch.example" });
  const admin = { id: ctx.newId(), email: "lee@birch.example", emailIdentity: "lee@birch.example" };
  await inTransaction(ctx.db, (tx) => insertUser(tx, { ...owner, ...admin, role: "admin" }));
  const items = [{ registration: { accountId: owner.accountId } }, { registration: null }];
  expect([...(await listMaskedOwners(ctx.db, items))]).toEqual([[owner.accountId, "k•••@birch.example"]]);
});
