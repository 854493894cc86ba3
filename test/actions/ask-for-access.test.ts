import { afterAll, beforeAll, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { askForAccess } from "../../src/actions/ask-for-access.ts";
import { parseEmail } from "../../src/policy/email-address.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode, freshEmail } from "../support/sample-order.ts";
import { type TestOrder, world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const ask = (activationId: string, typed: string) => {
  const asker = parseEmail(typed);
  if (!asker.ok) throw new Error(`${typed} is no e-mail address.`);
  return askForAccess(database.ctx, { activationId, asker });
};
const askedMails = async (address: string) =>
  (await the.mailsTo(address)).filter(({ kind }) => kind === "access-requested");
const requestsFor = (order: TestOrder) =>
  database.ctx.db.selectFrom("accessRequests").selectAll().where("orderId", "=", order.id).execute();
const askedEvents = async (accountId: string) =>
  (await the.eventsOf(`account:${accountId}`)).filter(({ type }) => type === "access.requested");

const activatedOrder = async () => {
  const order = await the.order();
  const owner = await the.activated(order);
  return { order, owner, activationId: await the.openedActivation(order) };
};

test("the owner gets one mail a day of one asker, however the address is written", async () => {
  const { order, owner, activationId } = await activatedOrder();
  const asker = freshEmail();
  expect(await ask(activationId, asker)).toEqual({ ok: true });
  expect(await ask(activationId, asker.toUpperCase())).toEqual({ ok: true });
  expect(await ask(await the.openedActivation(order), asker)).toEqual({ ok: true });
  const [request, ...more] = await requestsFor(order);
  expect(more).toEqual([]);
  expect(request).toMatchObject({ accountId: owner.accountId, asker, askedAt: database.ctx.now() });
  const mails = await askedMails(owner.email);
  expect(mails.map(({ subjectId, language }) => [subjectId, language])).toEqual([[request?.id, owner.language]]);
  const events = await askedEvents(owner.accountId);
  expect(events.map(({ data }) => data)).toEqual([{ accessRequestId: request?.id, orderNumber: order.orderNumber }]);
  expect(JSON.stringify(events)).not.toContain(asker);

  expect(await ask(activationId, freshEmail())).toEqual({ ok: true });
  expect(await askedMails(owner.email)).toHaveLength(2);
  database.clock.advance(24 * 3600);
  expect(await ask(activationId, asker)).toEqual({ ok: true });
  expect(await askedMails(owner.email)).toHaveLength(3);
});

test("ten presses at once send one mail", async () => {
  const { owner, activationId } = await activatedOrder();
  const asker = freshEmail();
  await database.openConnections();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => ask(activationId, asker)));
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(await askedMails(owner.email)).toHaveLength(1);
  expect(await askedEvents(owner.accountId)).toHaveLength(1);
});

test("an order that is registered in part, and an unknown activation, have nobody to ask", async () => {
  const held = freshCode();
  const owner = await the.account({ licenses: [{ sku: "A1", activationCode: held }] });
  const order = await the.order({ items: [{ sku: "XDR-ES" }, { sku: "A1", activationCode: held }] });
  const refused = { ok: false, reason: "not_activated" };
  expect(await ask(await the.openedActivation(order), freshEmail())).toEqual(refused);
  expect(await ask("019ab000-0000-7000-8000-000000000000", freshEmail())).toEqual(refused);
  expect(await askedMails(owner.email)).toEqual([]);
  expect(await requestsFor(order)).toEqual([]);
});

test("where an order lies with several accounts each owner is asked, once", async () => {
  const held = freshCode();
  const first = await the.account({ licenses: [{ sku: "A1", activationCode: held }] });
  const items = [{ sku: "XDR-ES" }, { sku: "A1", activationCode: held }];
  const order = await the.order({ purchasedAt: new Date("2026-02-01T09:00:00Z"), items });
  const second = await the.account();
  const activated = await activateOrder(database.ctx, await the.signedInActivation(order, second));
  expect(activated).toMatchObject({ ok: true });
  const activationId = await the.openedActivation(order);
  const asker = freshEmail();
  await database.openConnections();
  await Promise.all([1, 2, 3, 4].map(() => ask(activationId, asker)));
  for (const owner of [first, second]) {
    expect(await askedMails(owner.email)).toHaveLength(1);
    expect(await askedEvents(owner.accountId)).toHaveLength(1);
  }
});
