import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPortalApp } from "../../src/portal-app.ts";
import { createDb, createPool } from "../../src/db/client.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { reasonIn } from "../support/http-visitor.ts";

let database: TestDatabase;
const server = createServer();
let url: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const pool = createPool("postgres://anykey:secret@127.0.0.1:1/anykey", 1);
  const ctx = { ...database.ctx, pool, db: createDb(pool) };
  server.on("request", getRequestListener(createPortalApp(ctx, { reason: null }).fetch));
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await database.close();
});

test("while the database is away a page says so, in the customer's language, and when to come again", async () => {
  const headers = { cookie: "anykey_session=x", "accept-language": "ja" };
  const answer = await fetch(`${url}/products`, { headers, redirect: "manual" });
  const text = await answer.text();
  expect([answer.status, reasonIn(text), answer.headers.get("retry-after")]).toEqual([503, "unavailable", "10"]);
  expect(text).toContain("ポータルを利用できません");
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("the vendor API says the same to programs", async () => {
  const answer = await fetch(`${url}/api/v1/orders`, { headers: { authorization: "Bearer ak_x" } });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
  expect(await answer.json()).toMatchObject({ reason: "unavailable", status: 503 });
});
