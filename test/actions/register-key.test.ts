import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cancelOrder } from "../../src/actions/cancel-order.ts";
import { registerKey } from "../../src/actions/register-key.ts";
import { findOrderAnswers } from "../../src/api/order-answer.ts";
import { findAccount } from "../../src/db/accounts.ts";
import { findPassword } from "../../src/db/passwords.ts";
import { findUser, type User } from "../../src/db/users.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode, freshKey, type OrderWishes } from "../support/sample-order.ts";
import { newRegistration } from "../support/sample-registration.ts";
import { type TestOrder, world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const original = (...skus: string[]): OrderWishes => ({ items: skus.map((sku) => ({ sku })) });
const activation = (id: string) =>
  database.ctx.db.selectFrom("activations").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

const register = async (
  order: TestOrder,
  claim: { userId: string } | ReturnType<typeof newRegistration>,
  key?: string,
) => registerKey(database.ctx, { activationId: await the.agreedActivation(order, key), claim });
const reasonOf = async (outcome: ReturnType<typeof registerKey>) => {
  const { ok, ...rest } = await outcome;
  return "reason" in rest ? rest.reason : String(ok);
};
const heldLines = async (order: TestOrder) =>
  (await the.licensesOf(order)).filter(({ accountId }) => accountId !== null).map(({ line }) => line);
const decisionOf = async (order: TestOrder) => (await findOrderAnswers(database.ctx.db, [order.id]))[0]?.decision;

describe("a first-time user", () => {
  test("gets an account, a password, the items of the key and a mail", async () => {
    const order = await the.order({ ...original("A1", "DDI"), customer: { number: "C-77" } });
    const claim = newRegistration({ accountId: "Initech_IT", country: "HK", postalCode: "", state: "Kowloon" });
    const outcome = await register(order, claim);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(await findAccount(database.ctx.db, outcome.accountId)).toMatchObject({
      loginId: "Initech_IT",
      company: "Initech Ltd",
      customerNumber: "C-77",
      country: "HK",
      postalCode: null,
      stateOrProvince: "Kowloon",
      origin: "original",
    });
    const user = (await findUser(database.ctx.db, outcome.userId)) as User;
    expect(user).toMatchObject({ role: "owner", firstName: "Lee", phone: "+44 20 7946 0000", emailVerifiedAt: null });
    const password = await findPassword(database.ctx.db, user.id);
    expect(database.ctx.secrets.open(password?.hashSealed as Buffer)).toBe(claim.passwordHash);
    expect(await heldLines(order)).toEqual([1]);
    expect((await the.mailsTo(user.email)).map(({ kind }) => kind)).toEqual(["registration-successful"]);
    expect((await the.mailsTo(order.customer.email)).map(({ kind }) => kind)).toEqual(["order-activated-notice"]);
    expect((await the.eventsOf(`order:${order.orderNumber}`)).map(({ type }) => type)).toContain("key.registered");
    expect(await decisionOf(order)).toMatchObject({ outcome: "activated", candidate: "new_account", registered: [1] });
  });

  test("who presses twice is registered once and gets the same answer; later and with other names nobody does", async () => {
    const order = await the.order(original("A1"));
    const activationId = await the.agreedActivation(order);
    const claim = newRegistration();
    const first = await registerKey(database.ctx, { activationId, claim });
    expect(await registerKey(database.ctx, { activationId, claim })).toEqual({ ...first, repeated: true });
    expect(await reasonOf(registerKey(database.ctx, { activationId, claim: newRegistration() }))).toBe(
      "already_activated",
    );
    database.clock.advance(61);
    expect(await reasonOf(registerKey(database.ctx, { activationId, claim }))).toBe("already_activated");
    expect(await the.mailsTo(claim.form.email)).toHaveLength(1);
  });

  test("learns that an account ID or an address is taken, and nothing is written", async () => {
    const known = newRegistration();
    await register(await the.order(original("A1")), known);
    const order = await the.order(original("A1"));
    const accountId = known.form.accountId.toUpperCase();
    expect(await register(order, newRegistration({ accountId }))).toEqual({
      ok: false,
      reason: "already_taken",
      fields: ["accountId"],
    });
    expect(await register(order, newRegistration({ email: known.form.email }))).toMatchObject({ fields: ["email"] });
    expect(await register(order, { ...known })).toMatchObject({ fields: ["accountId", "email"] });
    expect(await heldLines(order)).toEqual([]);
    expect(await register(order, newRegistration())).toMatchObject({ ok: true });
  });
});

describe("what the key opens", () => {
  test("a registration key all items that carry it, an activation code its own, each once", async () => {
    const registrationKey = freshKey("registration_key");
    const order = await the.order({
      items: [{ sku: "A1", registrationKey }, { sku: "SMEX", registrationKey }, { sku: "DDI" }],
    });
    const user = await the.account();
    const [, second, third] = order.items;
    expect(await register(order, { userId: user.id }, second?.activationCode as string)).toMatchObject({ ok: true });
    expect(await heldLines(order)).toEqual([2]);
    expect(await register(order, { userId: user.id }, registrationKey)).toMatchObject({ ok: true });
    expect(await heldLines(order)).toEqual([1, 2]);
    expect(await reasonOf(register(order, { userId: user.id }, registrationKey))).toBe("already_activated");
    expect(await register(order, newRegistration(), third?.registrationKey as string)).toMatchObject({ ok: true });
    expect(await the.accountsHolding(order)).toHaveLength(2);
  });

  test("an add-on of another channel stays in this process", async () => {
    const order = await the.order({ channel: "marketplace", ...original("XDR-ES", "A1S") });
    const user = await the.account();
    expect(await register(order, { userId: user.id })).toMatchObject({ ok: true });
    expect(await heldLines(order)).toEqual([1]);
  });
});

describe("what is refused", () => {
  test("without the license agreement nothing is registered", async () => {
    const user = await the.account();
    const activationId = await the.openedActivation(await the.order(original("A1")));
    expect(await reasonOf(registerKey(database.ctx, { activationId, claim: { userId: user.id } }))).toBe("not_agreed");
  });

  test("an order of the account-based process is activated as a whole, not key by key", async () => {
    const user = await the.account();
    expect(await reasonOf(register(await the.order(), { userId: user.id }))).toBe("account_based_process");
  });

  test("a viewer reads only", async () => {
    const user = await the.account();
    await database.ctx.db.updateTable("users").set({ role: "viewer" }).where("id", "=", user.id).execute();
    expect(await reasonOf(register(await the.order(original("A1")), { userId: user.id }))).toBe("role_cannot_activate");
  });

  test("a cancelled order, also where it was opened before", async () => {
    const order = await the.order(original("A1"));
    const activationId = await the.agreedActivation(order);
    await cancelOrder(database.ctx, order.orderNumber, "test");
    const claim = newRegistration();
    expect(await reasonOf(registerKey(database.ctx, { activationId, claim }))).toBe("order_cancelled");
    expect(await the.mailsTo(claim.form.email)).toEqual([]);
  });

  test("a second SaaS of one family, for the items of the key alone; the decision is kept", async () => {
    const user = await the.account({ licenses: [{ sku: "CAS" }] });
    const order = await the.order(original("CAS", "A1"));
    expect(await reasonOf(register(order, { userId: user.id }))).toBe("saas_conflict");
    expect(await decisionOf(order)).toMatchObject({ reason: "saas_conflict", conflicts: [{ line: 1 }] });
    expect(await register(order, { userId: user.id }, order.items[1]?.activationCode as string)).toMatchObject({
      ok: true,
    });
    expect(await register(order, newRegistration())).toMatchObject({ ok: true });
  });
});

test("a trial of the account ends when the full product takes its place", async () => {
  const user = await the.account();
  const trial = await the.order({ channel: "direct", items: [{ sku: "CAS", version: "trial" }] });
  const full = await the.order(original("CAS"));
  await register(trial, { userId: user.id });
  await register(full, { userId: user.id });
  const [[before], [now]] = [await the.licensesOf(trial), await the.licensesOf(full)];
  expect(before).toMatchObject({ convertedTo: now?.id });
  expect(await decisionOf(full)).toMatchObject({ converted: [1] });
});

const held = async (sku: string, term: { startsOn?: string; endsOn?: string } = {}) => {
  const activationCode = freshCode();
  const user = await the.account({ accountId: null, licenses: [{ sku, activationCode, ...term }] });
  return { user, activationCode };
};
const renewal = (activationCode: string, sku: string, more: object = {}) =>
  the.order({
    type: "renewal",
    purchasedAt: new Date("2026-11-01T09:00:00Z"),
    items: [{ sku, activationCode, seats: 300, startsOn: "2027-03-01", endsOn: "2028-02-28", ...more }],
  });

describe("a renewal", () => {
  test("of an account that was brought over extends its license, early, and keeps what is left", async () => {
    const { user, activationCode } = await held("A1");
    const order = await renewal(activationCode, "A1");
    expect(await register(order, { userId: user.id })).toMatchObject({ ok: true, accountId: user.accountId });
    const [license] = await the.licensesOf(order);
    expect(license).toMatchObject({ seats: 300, startsOn: "2026-03-01", endsOn: "2028-02-28" });
    const item = await database.ctx.db
      .selectFrom("orderItems")
      .select("previousEndsOn")
      .where("orderId", "=", order.id)
      .executeTakeFirst();
    expect(item?.previousEndsOn).toBe("2027-02-28");
    expect(await decisionOf(order)).toMatchObject({ outcome: "activated", extended: [1], registered: [] });
    const [event] = await the.eventsOf(`license:${license?.id}`);
    expect(event).toMatchObject({ type: "license.extended", data: { endsOn: "2028-02-28", seats: 300 } });
    expect(await reasonOf(register(order, { userId: user.id }, order.keys[0]))).toBe("already_activated");
  });

  test("with an XDR add-on and of a SaaS beside a live one is no conflict", async () => {
    const { user, activationCode } = await held("XDR-ES");
    expect(await register(await renewal(activationCode, "XDR-ES"), { userId: user.id })).toMatchObject({ ok: true });
    const saas = await held("CAS");
    const second = await renewal(freshCode(), "CAS");
    expect(await register(second, { userId: saas.user.id })).toMatchObject({ ok: true });
  });
});

describe("a renewal by somebody else", () => {
  test("is for the account that holds the license only, and a new one is none", async () => {
    const { user, activationCode } = await held("A1");
    const other = await the.account();
    const order = await renewal(activationCode, "A1");
    expect(await reasonOf(register(order, { userId: other.id }))).toBe("registered_to_other_account");
    const claim = newRegistration();
    expect(await reasonOf(register(order, claim))).toBe("registered_to_other_account");
    expect(await decisionOf(order)).toMatchObject({
      reason: "registered_to_other_account",
      owners: [user.accountId],
      waysOn: ["sign_in_as_owner", "ask_for_access"],
    });
    expect(await the.mailsTo(claim.form.email)).toEqual([]);
    expect((await the.licensesOf(order))[0]).toMatchObject({ seats: 120, endsOn: "2027-02-28" });
  });

  test("of a license that nobody holds is registered like a new one", async () => {
    const order = await renewal(freshCode(), "A1");
    expect(await register(order, newRegistration())).toMatchObject({ ok: true });
    expect((await the.licensesOf(order))[0]).toMatchObject({
      startsOn: "2027-03-01",
      endsOn: "2028-02-28",
      seats: 300,
    });
    expect(await decisionOf(order)).toMatchObject({ registered: [1], extended: [] });
  });

  test("its activation code comes back to it once the first order is done", async () => {
    const order = await the.order(original("A1"));
    const code = order.items[0]?.activationCode as string;
    const next = await renewal(code, "A1");
    const user = await the.account();
    const first = await the.agreedActivation(order, code);
    expect((await activation(first)).orderId).toBe(order.id);
    await registerKey(database.ctx, { activationId: first, claim: { userId: user.id } });
    const second = await the.agreedActivation(next, code);
    expect((await activation(second)).orderId).toBe(next.id);
    expect(await registerKey(database.ctx, { activationId: second, claim: { userId: user.id } })).toMatchObject({
      ok: true,
    });
    expect((await the.licensesOf(next))[0]).toMatchObject({ startsOn: "2026-05-04", endsOn: "2028-02-28" });
  });
});
