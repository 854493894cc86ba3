import { afterAll, beforeEach, expect, test } from "vitest";
import { createApiKey } from "../../src/actions/create-api-key.ts";
import { verifyAudit } from "../../src/actions/verify-audit.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
const made: TestDatabase[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  made.push(database);
  for (const name of ["one", "two", "three"])
    await createApiKey(database.ctx, { name, scopes: ["orders:read"], actor: "test" });
  expect(await verifyAudit(database.ctx)).toEqual({ ok: true, events: 3 });
});
afterAll(() => Promise.all(made.map((each) => each.close())));

test.each(["one", "two", "three"])("an event that is changed afterwards is found: the one of %s", async (name) => {
  const { db } = database.ctx;
  const events = await db.selectFrom("auditEvents").select(["id", "sequence", "data"]).execute();
  const event = events.find(({ data }) => Reflect.get(Object(data), "name") === name);
  await db
    .updateTable("auditEvents")
    .set({ actor: "somebody" })
    .where("id", "=", event?.id ?? "")
    .execute();
  const broken = { ok: false, reason: "audit_chain_broken", sequence: event?.sequence };
  expect(await verifyAudit(database.ctx)).toEqual(broken);
});

test("an event that is removed afterwards is found", async () => {
  await database.ctx.db.deleteFrom("auditEvents").where("sequence", "=", 2).execute();
  expect(await verifyAudit(database.ctx)).toEqual({ ok: false, reason: "audit_chain_broken", sequence: 2 });
});
