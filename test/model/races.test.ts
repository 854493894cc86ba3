import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { type TestOrder, world } from "../support/world.ts";
import { raceInvariants } from "./race-invariants.ts";
import { prepare, press, type Stage, worldOf } from "./stage.ts";
import { comparedWith } from "./stored-world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const range = (length: number) => Array.from({ length }, (_, at) => at);

/** Everybody stands at the last button; then all press. */
const race = async (stage: Stage, starters: { order: TestOrder; user?: Stage["users"][number] }[]) => {
  const prepared = await Promise.all(starters.map(({ order, user }) => prepare(stage, order, user)));
  const before = await worldOf(stage);
  await database.openConnections();
  const pressed = await Promise.all(prepared.map((each) => press(stage, each)));
  const after = comparedWith(before, await worldOf(stage));
  expect(raceInvariants.filter(({ holds }) => !holds({ before, after, pressed }))).toEqual([]);
  return pressed.map(({ outcome }) => (outcome.ok ? "ok" : outcome.reason));
};

const times = (reasons: string[], reason: string) => reasons.filter((each) => each === reason).length;

test.each([2, 8, 32])("%i people, half of them signed in, for one order: one gets it", async (count) => {
  const order = await the.order({ addOns: 2, products: 3 });
  const users = await Promise.all(range(count / 2).map(() => the.account()));
  const stage: Stage = { database, orders: [order], users, codes: [] };
  const reasons = await race(
    stage,
    range(count).map((at) => ({ order, user: users[at] })),
  );
  expect([times(reasons, "ok"), times(reasons, "already_activated")]).toEqual([1, count - 1]);
});

test.each([2, 8, 32])("%i presses of one account for two orders with the same SaaS: it gets one", async (count) => {
  const user = await the.account();
  const orders = await Promise.all(range(2).map(() => the.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] })));
  const stage: Stage = { database, orders, users: [user], codes: [] };
  const reasons = await race(
    stage,
    range(count).map((at) => ({ order: orders[at % 2] as TestOrder, user })),
  );
  expect([times(reasons, "ok"), times(reasons, "saas_conflict")]).toEqual([1, count / 2]);
  expect(times(reasons, "already_activated")).toBe(count / 2 - 1);
});

test.each([2, 8, 32])("%i people for a cross grade: its owner gets it, however late the press", async (count) => {
  const owner = await the.account({ licenses: [{ sku: "A1" }] });
  const [license] = await database.ctx.db
    .selectFrom("licenses")
    .select("codeSealed")
    .where("accountId", "=", owner.accountId)
    .execute();
  const activationCode = database.ctx.secrets.open(license?.codeSealed as Buffer);
  const order = await the.order({ items: [{ sku: "XDR-ES" }, { sku: "A1", suite: "CUP", activationCode }] });
  const others = await Promise.all(range(count - 1).map((at) => (at % 2 === 0 ? the.account() : undefined)));
  const stage: Stage = { database, orders: [order], users: [owner], codes: [] };
  const reasons = await race(
    stage,
    [...others, owner].map((user) => ({ order, user })),
  );
  expect(reasons.at(-1)).toBe("ok");
  expect(times(reasons, "ok")).toBe(1);
});
