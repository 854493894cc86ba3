import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { keepDecision } from "../../src/actions/keep-decision.ts";
import { openOrder } from "../../src/actions/open-order.ts";
import { findOrderAnswers } from "../../src/api/order-answer.ts";
import { findActivation } from "../../src/db/activations.ts";
import { findOpenCase } from "../../src/db/support-cases.ts";
import type { User } from "../../src/db/users.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode } from "../support/sample-order.ts";
import { type TestOrder, world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const enterKey = async (order: TestOrder, user?: User): Promise<string> => {
  const typed = order.keys[0] ?? "";
  const opened = await openOrder(database.ctx, { typed, browserToken: "b", language: "en", userId: user?.id ?? null });
  if (!opened.ok) throw new Error(`${typed} opens nothing: ${opened.reason}`);
  return opened.activationId;
};
const decisionOf = async (activationId: string) => (await findActivation(database.ctx.db, activationId))?.decision;
const answeredDecision = async (order: TestOrder) => (await findOrderAnswers(database.ctx.db, [order.id]))[0]?.decision;
const casesOf = (order: TestOrder) =>
  database.ctx.db.selectFrom("supportCases").selectAll().where("orderId", "=", order.id).execute();
const caseMails = async (address: string) =>
  (await the.mailsTo(address)).filter(({ kind }) => kind === "support-case-opened");
const caseEvents = async (order: TestOrder) =>
  (await the.eventsOf(`order:${order.orderNumber}`)).filter(({ type }) => type === "support_case.opened");

/** A suite upgrade of what these owners registered in March, bought in July. */
const upgradeFor = async (owners: number, alreadyHeld: { sku: string }[] = [], ordered: { sku: string }[] = []) => {
  const codes = Array.from({ length: owners }, freshCode);
  const accounts: User[] = [];
  for (const activationCode of codes) {
    accounts.push(await the.account({ licenses: [{ sku: "A1", activationCode }, ...alreadyHeld] }));
  }
  const suite = codes.map((activationCode) => ({ sku: "A1", suite: "CUP" as const, activationCode }));
  const items = [...suite, { sku: "XDR-ES" }, ...ordered];
  const order = await the.order({ purchasedAt: new Date("2026-07-01T09:00:00Z"), items });
  return { order, accounts, owner: accounts[0] as User };
};

describe("a suite upgrade that belongs to several accounts", () => {
  test("opens one case at key entry, told by mail and audited, and every later key entry finds it", async () => {
    const { order, accounts } = await upgradeFor(2);
    const first = await enterKey(order);
    const second = await enterKey(order, await the.account());
    const [opened, ...others] = await casesOf(order);
    expect(others).toEqual([]);
    expect(opened).toMatchObject({ activationId: first, reason: "needs_support", state: "open" });
    expect(opened?.facts).toMatchObject({ candidate: "undecided", waysOn: ["support_case"] });
    const events = await caseEvents(order);
    expect(events.map(({ data }) => data)).toMatchObject([{ caseNumber: opened?.number, reason: "needs_support" }]);
    const mails = await caseMails(order.customer.email);
    expect(mails.map(({ subjectId, state }) => [subjectId, state])).toEqual([[opened?.id, "queued"]]);
    for (const activationId of [first, second]) {
      const decision = (await decisionOf(activationId)) as { owners: string[] };
      expect(decision).toMatchObject({ outcome: "refused", reason: "needs_support" });
      expect(decision.owners.toSorted()).toEqual(accounts.map(({ accountId }) => accountId).toSorted());
    }
  });

  test("opens one case and sends one mail, however many enter a key at once", async () => {
    const { order } = await upgradeFor(2);
    await database.openConnections();
    const activations = await Promise.all(Array.from({ length: 12 }, () => enterKey(order)));
    expect(new Set(activations).size).toBe(12);
    expect(await casesOf(order)).toHaveLength(1);
    expect(await caseMails(order.customer.email)).toHaveLength(1);
    expect(await caseEvents(order)).toHaveLength(1);
  });

  test("gets another case once the first one is closed", async () => {
    const { order } = await upgradeFor(2);
    await enterKey(order);
    const first = await findOpenCase(database.ctx.db, order.id);
    await database.ctx.db
      .updateTable("supportCases")
      .set({ state: "closed" })
      .where("orderId", "=", order.id)
      .execute();
    await enterKey(order);
    const second = await findOpenCase(database.ctx.db, order.id);
    expect(second?.number).toBeGreaterThan(first?.number ?? 0);
    expect(await casesOf(order)).toHaveLength(2);
  });
});

describe("the one owner of a suite upgrade, with a SaaS in the way", () => {
  const conflicted = () => upgradeFor(1, [{ sku: "CAS" }], [{ sku: "CAS" }]);

  test("gets a case at key entry, when signed in", async () => {
    const { order, owner } = await conflicted();
    const activationId = await enterKey(order, owner);
    expect(await decisionOf(activationId)).toMatchObject({
      candidate: "account",
      reason: "needs_support",
      conflicts: [{ line: 3, saasFamily: "cloud-app-security", endsOn: "2027-02-28" }],
    });
    expect((await caseMails(owner.email)).map(({ subjectId }) => subjectId)).toEqual([(await casesOf(order))[0]?.id]);
    expect(await caseMails(order.customer.email)).toEqual([]);
    expect((await caseEvents(order))[0]).toMatchObject({ actor: `user:${owner.id}` });
  });

  test("gets a case at the sign-in, and none before it", async () => {
    const { order, owner } = await conflicted();
    const activationId = await enterKey(order);
    expect(await decisionOf(activationId)).toBeNull();
    expect(await casesOf(order)).toEqual([]);
    await keepDecision(database.ctx, activationId, owner.id);
    expect(await casesOf(order)).toMatchObject([{ activationId, contact: owner.email }]);
  });

  test("gets a case at the commit, where the conflict came up after the preview", async () => {
    const { order, owner } = await upgradeFor(1, [], [{ sku: "CAS" }]);
    const attempt = await the.signedInActivation(order, owner);
    const rival = await the.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] });
    expect(await activateOrder(database.ctx, await the.signedInActivation(rival, owner))).toMatchObject({ ok: true });
    expect(await activateOrder(database.ctx, attempt)).toMatchObject({ ok: false, reason: "needs_support" });
    expect(await casesOf(order)).toMatchObject([{ activationId: attempt.activationId, contact: owner.email }]);
    expect(await caseMails(owner.email)).toHaveLength(1);
    expect(await the.accountsHolding(order)).toEqual([owner.accountId]);
    expect((await the.licensesOf(order)).filter(({ accountId }) => accountId === null)).toHaveLength(2);
  });

  test("a stranger who is signed in is refused without a case", async () => {
    const { order } = await conflicted();
    const activationId = await enterKey(order, await the.account());
    expect(await decisionOf(activationId)).toMatchObject({ reason: "cross_grade_other_account" });
    expect(await casesOf(order)).toEqual([]);
  });
});

test("where the case's mail cannot be queued there is no case, no event and no decision", async () => {
  const { order } = await upgradeFor(2);
  const { db, pool } = database.ctx;
  await pool.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no room'; end $$`);
  await pool.query(`create trigger refuse_case before insert on mails for each row
    when (new.kind = 'support-case-opened') execute function refuse()`);
  await expect(enterKey(order)).rejects.toThrow("no room");
  await pool.query("drop trigger refuse_case on mails");
  expect(await casesOf(order)).toEqual([]);
  expect(await caseEvents(order)).toEqual([]);
  const begun = await db.selectFrom("activations").selectAll().where("orderId", "=", order.id).execute();
  expect(begun.map(({ decision }) => decision)).toEqual([null]);
  await enterKey(order);
  expect(await casesOf(order)).toHaveLength(1);
});

describe("the order's answer at the API", () => {
  test("tells nothing before the first decision, then the newest refusal, then why it was activated", async () => {
    const { order, owner } = await upgradeFor(1);
    const stranger = await the.account();
    expect(await answeredDecision(order)).toBeNull();
    await enterKey(order, stranger);
    const refused = { outcome: "refused", reason: "cross_grade_other_account", owners: [owner.accountId] };
    expect(await answeredDecision(order)).toEqual({
      ...refused,
      at: "2026-11-24T09:00:00.000Z",
      candidate: "account",
      registered: [],
      extended: [],
      converted: [],
      conflicts: [],
      waysOn: ["sign_in_as_owner"],
    });
    await expect(the.requestedActivation(order)).rejects.toThrow("cross_grade_needs_owner");
    expect(await answeredDecision(order)).toMatchObject({
      reason: "cross_grade_needs_owner",
      candidate: "new_account",
    });
    expect(await activateOrder(database.ctx, await the.signedInActivation(order, owner))).toMatchObject({ ok: true });
    const activated = { outcome: "activated", reason: null, registered: [2], extended: [1], candidate: "account" };
    expect(await answeredDecision(order)).toMatchObject(activated);
    const late = await enterKey(order, stranger);
    expect(await decisionOf(late)).toMatchObject({ reason: "already_activated", owners: [owner.accountId] });
    expect(await answeredDecision(order)).toMatchObject(activated);
  });

  test("an activation that was refused and then activated keeps the activation", async () => {
    const user = await the.account({ licenses: [{ sku: "CAS" }] });
    const order = await the.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] });
    const attempt = await the.signedInActivation(order, user);
    expect(await activateOrder(database.ctx, attempt)).toMatchObject({ reason: "saas_conflict" });
    const { activationId } = attempt;
    expect(await answeredDecision(order)).toMatchObject({ reason: "saas_conflict", conflicts: [{ line: 2 }] });
    const other = await the.account();
    expect(await activateOrder(database.ctx, { activationId, claim: { userId: other.id } })).toMatchObject({
      ok: true,
    });
    await keepDecision(database.ctx, activationId, user.id);
    expect(await answeredDecision(order)).toMatchObject({ outcome: "activated", registered: [1, 2] });
  });

  test("tells that nothing is left to register, by either kind of key, where no activation of ours did it", async () => {
    const held = { sku: "XDR-ES", activationCode: freshCode() };
    const owner = await the.account({ licenses: [held] });
    const order = await the.order({ purchasedAt: new Date("2026-02-01T09:00:00Z"), items: [held] });
    const activations = [await enterKey(order), await enterKey({ ...order, keys: order.keys.toReversed() })];
    for (const activationId of activations) {
      const refused = { reason: "already_activated", candidate: "undecided", owners: [owner.accountId] };
      expect(await decisionOf(activationId)).toMatchObject(refused);
    }
    expect(await answeredDecision(order)).toMatchObject({ reason: "already_activated" });
  });
});

test("the order's answer names the lines that took the place of a trial", async () => {
  const user = await the.account({ licenses: [{ sku: "CAS", version: "trial" }] });
  const order = await the.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] });
  await activateOrder(database.ctx, await the.signedInActivation(order, user));
  expect(await answeredDecision(order)).toMatchObject({ registered: [1, 2], converted: [2] });
});
