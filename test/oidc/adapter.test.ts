import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseAdapter } from "../../src/oidc/adapter.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.openConnections();
});
afterAll(() => database.close());

const adapters = () => {
  const adapter = databaseAdapter(database.ctx);
  return { codes: adapter("AuthorizationCode"), tokens: adapter("AccessToken"), grants: adapter("Grant") };
};

test("of many who use a code up at once one succeeds, and the others take the grant and its tokens away", async () => {
  const { codes, tokens, grants } = adapters();
  await grants.upsert("grant", { accountId: "kim" }, 60);
  await grants.upsert("another grant", { accountId: "lee" }, 60);
  await codes.upsert("code", { grantId: "grant" }, 60);
  await tokens.upsert("token", { grantId: "grant" }, 60);
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => codes.consume("code")));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await Promise.all([codes.find("code"), tokens.find("token"), grants.find("grant")])).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(await grants.find("another grant")).toEqual({ accountId: "lee" });
});

test("a code that is used up stays so when it is stored again, and says when", async () => {
  const { codes } = adapters();
  await codes.upsert("again", { nonce: "a" }, 60);
  await codes.consume("again");
  await codes.upsert("again", { nonce: "b" }, 60);
  expect(await codes.find("again")).toEqual({ nonce: "b", consumed: database.ctx.now().getTime() / 1000 });
});

test("an id is of one kind alone, a session is found by its uid too, and nothing outlives its time", async () => {
  const sessions = databaseAdapter(database.ctx)("Session");
  await sessions.upsert("cookie", { uid: "uid", accountId: "kim" }, 60);
  const found = { uid: "uid", accountId: "kim" };
  expect(await Promise.all([sessions.find("cookie"), sessions.findByUid("uid")])).toEqual([found, found]);
  expect(await adapters().codes.find("cookie")).toBeUndefined();
  database.clock.advance(60);
  expect(await Promise.all([sessions.find("cookie"), sessions.findByUid("uid")])).toEqual([undefined, undefined]);
});
