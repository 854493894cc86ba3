import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "kysely";
import { startTestPortal, type TestPortal } from "../support/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false });
});
afterAll(() => portal.close());

const readiness = async () => {
  const answer = await fetch(`${portal.url}/readyz`);
  return [answer.status, await answer.json()];
};

test("a portal is ready while its database has the schema of this version, a newer one included", async () => {
  expect(await readiness()).toEqual([200, { status: "ready" }]);
  await sql`insert into kysely_migration (name, timestamp) values ('9999_of_tomorrow', '')`.execute(portal.ctx.db);
  expect(await readiness()).toEqual([200, { status: "ready" }]);
  await sql`delete from kysely_migration where name >= '0002'`.execute(portal.ctx.db);
  const reason = "The database lacks the schema of this version. Run: npx anykey migrate";
  expect(await readiness()).toEqual([503, { status: "not_ready", reason }]);
  await sql`drop table kysely_migration`.execute(portal.ctx.db);
  expect(await readiness()).toEqual([503, { status: "not_ready", reason }]);
});
