import { afterAll, beforeAll, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { numberEvents } from "../../src/actions/number-events.ts";
import { recordAccount } from "../../src/actions/record-account.ts";
import { recordOrder } from "../../src/actions/record-order.ts";
import { verifyAudit } from "../../src/actions/verify-audit.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode, newAccount, newOrder } from "../support/sample-order.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const range = (length: number) => Array.from({ length }, (_, at) => at);

test("renewals of an account's licenses come in while it activates more: nobody fails", async () => {
  const user = await the.account({ licenses: range(12).map(() => ({ sku: "A1" })) });
  const held = await database.ctx.db
    .selectFrom("licenses")
    .select("codeSealed")
    .where("accountId", "=", user.accountId)
    .orderBy("id", "desc")
    .execute();
  const codes = held.map(({ codeSealed }) => database.ctx.secrets.open(codeSealed));
  const attempts = await Promise.all(
    range(8).map(async () => the.signedInActivation(await the.order({ items: [{ sku: "XDR-ES" }] }), user)),
  );
  const items = codes.map((activationCode) => ({ sku: "A1", activationCode }));
  await database.openConnections();
  const outcomes = await Promise.all([
    ...attempts.map((attempt) => activateOrder(database.ctx, attempt)),
    ...range(8).map(() => recordOrder(database.ctx, newOrder({ type: "renewal", items }), "test")),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(16);
});

test("an import and an activation of one license at once: it belongs to one of them, whole", async () => {
  for (const _ of range(6)) {
    const codes = range(4).map(freshCode);
    const lines = codes.map((activationCode) => ({ sku: "A1", activationCode }));
    const order = await the.order({ items: [{ sku: "XDR-ES" }, ...lines] });
    const attempt = await the.verifiedActivation(order);
    await database.openConnections();
    const [activated, imported] = await Promise.all([
      activateOrder(database.ctx, attempt),
      recordAccount(database.ctx, newAccount({ licenses: lines }), "test"),
    ]);
    expect(activated.ok).toBe(true);
    const owners = new Set((await the.licensesOf(order)).slice(1).map(({ accountId }) => accountId));
    expect(owners.size).toBe(1);
    expect(owners.has(imported.ok ? imported.id : activated.ok ? activated.accountId : "")).toBe(true);
  }
});

test("after all of that the audit log is whole", async () => {
  await Promise.all(range(4).map(() => numberEvents(database.ctx)));
  expect(await verifyAudit(database.ctx)).toMatchObject({ ok: true });
});
