import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { registerKey } from "../../src/actions/register-key.ts";
import { findConsoleAccount, findEntitlementState } from "../../src/db/console-accounts.ts";
import { insertProduct } from "../../src/db/products.ts";
import type { User } from "../../src/db/users.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode, type OrderWishes } from "../support/sample-order.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase({ settings: { CONSOLE_URL: "https://console.example.com" } });
  the = world(database.ctx);
});
afterAll(() => database.close());

const adds = async (user: User, wishes: OrderWishes): Promise<void> => {
  const outcome = await activateOrder(database.ctx, await the.signedInActivation(await the.order(wishes), user));
  if (!outcome.ok) throw new Error(`The order was refused: ${outcome.reason}`);
};

const versionOf = async ({ accountId }: User) => (await findConsoleAccount(database.ctx.db, accountId))?.version;
const stateOf = async ({ accountId }: User) => (await findEntitlementState(database.ctx.db, accountId))?.entitlements;
const jobsOf = async ({ accountId }: User): Promise<number> => {
  const waiting = "select count(*)::int as count from graphile_worker.jobs where key = $1";
  return (await database.ctx.pool.query(waiting, [`console-${accountId}`])).rows[0].count;
};

describe("what the console shows has a new version", () => {
  test("with the first activation: the add-ons and XDR-related products, and nothing else", async () => {
    const order = await the.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }, { sku: "A1", seats: 40 }] });
    const user = await the.activated(order);
    expect(await versionOf(user)).toBe(1);
    expect(await jobsOf(user)).toBe(1);
    expect((await stateOf(user))?.map(({ sku, seats, trial }) => [sku, seats, trial]).sort()).toEqual([
      ["A1", 40, false],
      ["XDR-CAS", 100, false],
    ]);
  });

  test("with a further order, also of another region; the first one's region stays", async () => {
    const user = await the.activated(await the.order({ region: "EU" }));
    await adds(user, { items: [{ sku: "XDR-ES" }], region: "JP" });
    const account = await findConsoleAccount(database.ctx.db, user.accountId);
    expect(account).toMatchObject({ version: 2, region: "EU", state: "preparing" });
    expect(await jobsOf(user)).toBe(1);
    expect(await stateOf(user)).toHaveLength(2);
  });

  test("with a cross grade that extends what was registered before", async () => {
    const activationCode = freshCode();
    const user = await the.account({ licenses: [{ sku: "A1", activationCode, seats: 120, endsOn: "2027-02-28" }] });
    const term = { startsOn: "2026-05-04", endsOn: "2029-05-03", seats: 300 };
    await adds(user, {
      items: [
        { sku: "A1", activationCode, suite: "CUP", ...term },
        { sku: "XDR-ES", ...term },
      ],
    });
    expect(await versionOf(user)).toBe(1);
    expect((await stateOf(user))?.map(({ sku, seats, endsOn }) => [sku, seats, endsOn]).sort()).toEqual([
      ["A1", 300, "2029-05-03"],
      ["XDR-ES", 300, "2029-05-03"],
    ]);
  });

  test("with a trial that an order makes full: it is there no more", async () => {
    const user = await the.activated(
      await the.order({ items: [{ sku: "XDR-A1S" }, { sku: "A1S", version: "trial" }] }),
    );
    expect((await stateOf(user))?.filter(({ trial }) => trial)).toHaveLength(1);
    await adds(user, { items: [{ sku: "XDR-A1S" }, { sku: "A1S" }] });
    expect(await versionOf(user)).toBe(2);
    const shown = (await stateOf(user))?.filter(({ sku }) => sku === "A1S");
    expect(shown?.map(({ trial }) => trial)).toEqual([false]);
  });

  test("with a trial of the console whose place a product outside the console takes", async () => {
    await addProduct("SENSOR-TRIAL", true);
    await addProduct("SENSOR", false);
    const addOn = freshCode();
    const user = await the.account({
      licenses: [
        { sku: "SENSOR-TRIAL", version: "trial" },
        { sku: "XDR-ES", activationCode: addOn },
      ],
    });
    // The account has its console already; of the next order only the product outside the console is left to register.
    await adds(user, { items: [{ sku: "XDR-CAS" }] });
    const order = { items: [{ sku: "XDR-ES", activationCode: addOn }, { sku: "SENSOR" }] };
    await adds(user, order);
    expect(await versionOf(user)).toBe(2);
    expect((await stateOf(user))?.map(({ sku }) => sku).sort()).toEqual(["XDR-CAS", "XDR-ES"]);
  });
});

test("a renewal stays in the original process, and the console learns the new term", async () => {
  const order = await the.order({ items: [{ sku: "XDR-CAS", endsOn: "2027-05-03" }] });
  const user = await the.activated(order);
  const [license] = order.items;
  const term = { startsOn: "2027-05-04", endsOn: "2028-05-03", seats: 150 };
  const activationCode = license?.activationCode ?? "";
  const renewal = await the.order({ type: "renewal", items: [{ sku: "XDR-CAS", activationCode, ...term }] });
  const claim = { userId: user.id };
  const renewed = await registerKey(database.ctx, { activationId: await the.agreedActivation(renewal), claim });
  expect(renewed).toMatchObject({ ok: true });
  expect(await versionOf(user)).toBe(2);
  expect(await stateOf(user)).toMatchObject([{ sku: "XDR-CAS", seats: 150, endsOn: "2028-05-03" }]);
});

test("a product with a region of its own is served there, whatever the account's is", async () => {
  const user = await the.activated(
    await the.order({ items: [{ sku: "XDR-CAS" }, { sku: "XDR-DDI-EU" }], region: "JP" }),
  );
  expect((await findConsoleAccount(database.ctx.db, user.accountId))?.region).toBe("JP");
  expect((await stateOf(user))?.map(({ sku, region }) => [sku, region]).sort()).toEqual([
    ["XDR-CAS", "JP"],
    ["XDR-DDI-EU", "EU"],
  ]);
});

test("what the console does not show gives it no new version", async () => {
  const addOn = freshCode();
  const user = await the.account({ licenses: [{ sku: "XDR-ES", activationCode: addOn }] });
  await adds(user, { items: [{ sku: "XDR-CAS" }] });
  await adds(user, { items: [{ sku: "XDR-ES", activationCode: addOn }, { sku: "SMEX" }] });
  expect(await versionOf(user)).toBe(1);
});

test("the same press again tells nothing again", async () => {
  const attempt = await the.verifiedActivation(await the.order());
  const [first, again] = [await activateOrder(database.ctx, attempt), await activateOrder(database.ctx, attempt)];
  expect([first.ok, again.ok]).toEqual([true, true]);
  const accountId = first.ok ? first.accountId : "";
  expect((await findConsoleAccount(database.ctx.db, accountId))?.version).toBe(1);
});

test("orders of one account that are activated at once have a version each, and one job", async () => {
  const user = await the.activated(await the.order());
  const orders = await Promise.all(Array.from({ length: 6 }, () => the.order({ items: [{ sku: "XDR-ES" }] })));
  const attempts = await Promise.all(orders.map((order) => the.signedInActivation(order, user)));
  await database.openConnections();
  const outcomes = await Promise.all(attempts.map((attempt) => activateOrder(database.ctx, attempt)));
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(await versionOf(user)).toBe(7);
  expect(await stateOf(user)).toHaveLength(7);
  expect(await jobsOf(user)).toBe(1);
});

const addProduct = (sku: string, inConsole: boolean) =>
  database.ctx.db.transaction().execute((tx) =>
    insertProduct(tx, {
      sku,
      nameEn: sku,
      nameJa: sku,
      kind: "saas",
      saasFamily: "sensor",
      inConsole,
      addsTo: null,
      region: null,
      unit: "user",
      keyPrefix: "SE",
    }),
  );
