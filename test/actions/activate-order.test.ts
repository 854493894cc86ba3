import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ActivateOrder, activateOrder } from "../../src/actions/activate-order.ts";
import { cancelOrder } from "../../src/actions/cancel-order.ts";
import { findActivation } from "../../src/db/activations.ts";
import { findUserByEmail } from "../../src/db/users.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshCode, freshEmail } from "../support/sample-order.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const activate = (attempt: ActivateOrder) => activateOrder(database.ctx, attempt);
const reasonOf = async (attempt: ActivateOrder) => {
  const outcome = await activate(attempt);
  return outcome.ok ? "ok" : outcome.reason;
};

describe("a new customer with nothing but an address", () => {
  test("gets the whole order, with its seats, term and region, and an account of their own", async () => {
    const order = await the.order({ addOns: 2, products: 3, region: "EU" });
    const email = freshEmail();
    const outcome = await activate(await the.verifiedActivation(order, email));
    const user = await findUserByEmail(database.ctx.db, email);
    expect(outcome).toMatchObject({ ok: true, repeated: false, userId: user?.id, accountId: user?.accountId });
    expect(user).toMatchObject({ role: "owner", emailVerifiedAt: database.ctx.now() });
    const licenses = await the.licensesOf(order);
    expect(licenses).toHaveLength(5);
    for (const [at, license] of licenses.entries()) {
      const { seats, startsOn, endsOn } = order.items[at] ?? {};
      expect(license).toMatchObject({ seats, startsOn, endsOn, region: "EU", accountId: user?.accountId });
      expect([license.registeredAt, license.appliedAt]).toEqual([database.ctx.now(), database.ctx.now()]);
    }
    const account = await database.ctx.db
      .selectFrom("accounts")
      .selectAll()
      .where("id", "=", user?.accountId ?? "");
    expect(await account.executeTakeFirst()).toMatchObject({
      company: order.customer.company,
      customerNumber: order.customer.number,
      origin: "account_based",
      loginId: null,
    });
  });

  test("gets a product that has a region of its own in that region, the others in the order's", async () => {
    const order = await the.order({ region: "US", items: ["XDR-DDI-JP", "XDR-DDI-EU", "DDI"].map((sku) => ({ sku })) });
    await the.activated(order);
    expect((await the.licensesOf(order)).map(({ region }) => region)).toEqual(["JP", "EU", "US"]);
  });

  test("mails and events are in the same commit", async () => {
    const order = await the.order({ addOns: 1, products: 1 });
    const user = await the.activated(order);
    expect((await the.mailsTo(user.email)).map(({ kind }) => kind)).toEqual(["verify-email", "order-activated"]);
    const notices = await the.mailsTo(order.customer.email);
    expect(notices.map(({ kind, language }) => [kind, language])).toEqual([["order-activated-notice", "en"]]);
    const ofOrder = await the.eventsOf(`order:${order.orderNumber}`);
    expect(ofOrder.map(({ type }) => type)).toEqual(["order.recorded", "verification.requested", "order.activated"]);
    expect((await the.eventsOf(`account:${user.accountId}`)).map(({ type }) => type)).toEqual(["account.created"]);
    for (const { id } of await the.licensesOf(order)) {
      expect((await the.eventsOf(`license:${id}`)).map(({ type }) => type)).toEqual(["license.registered"]);
    }
  });

  test("the order's contact, who activates it, gets one mail and no notice", async () => {
    const order = await the.order();
    await the.activated(order, order.customer.email);
    const kinds = (await the.mailsTo(order.customer.email)).map(({ kind }) => kind);
    expect(kinds).toEqual(["verify-email", "order-activated"]);
  });
});

describe("an order with a SaaS family twice", () => {
  test("goes to no account: nothing is registered, and the desk has a case", async () => {
    const order = await the.order({ items: ["XDR-CAS", "CAS", "CAS"].map((sku) => ({ sku })) });
    const activationId = await the.openedActivation(order);
    const user = await the.account();
    const outcome = await activate({ activationId, claim: { userId: user.id } });
    expect(outcome).toMatchObject({ ok: false, reason: "needs_support", conflicts: [{ item: { line: 3 } }] });
    expect(await the.accountsHolding(order)).toEqual([]);
    expect((await the.eventsOf(`order:${order.orderNumber}`)).map(({ type }) => type)).toContain("support_case.opened");
  });

  test("is one live license where one is a trial and the other its full version", async () => {
    const trial = { sku: "CAS", version: "trial" as const };
    const order = await the.order({ items: [{ sku: "XDR-CAS" }, trial, { sku: "CAS" }] });
    await the.activated(order);
    const [, ended, full] = await the.licensesOf(order);
    expect([ended?.convertedTo, full?.convertedTo]).toEqual([full?.id, null]);
  });
});

describe("repeating it is harmless", () => {
  test("ten presses at once do it once and answer alike", async () => {
    const order = await the.order({ addOns: 1, products: 2 });
    const attempt = await the.verifiedActivation(order);
    await database.openConnections();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => activate(attempt)));
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1);
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.userId)).size).toBe(1);
    expect(await the.accountsHolding(order)).toHaveLength(1);
    const events = await the.eventsOf(`order:${order.orderNumber}`);
    expect(events.filter(({ type }) => type === "order.activated")).toHaveLength(1);
  });

  test("a link to an address that was given up does not come in as the user who activated", async () => {
    const order = await the.order();
    const stranger = await the.requestedActivation(order);
    const user = await the.account();
    const { activationId } = stranger;
    expect(await reasonOf({ activationId, claim: { userId: user.id } })).toBe("ok");
    const claim = { verificationId: stranger.verificationId };
    expect(await activate({ activationId, claim })).toMatchObject({ ok: false, reason: "already_activated" });
    const somebodyElse = await the.account();
    expect(await reasonOf({ activationId, claim: { userId: somebodyElse.id } })).toBe("already_activated");
    expect(await activate({ activationId, claim: { userId: user.id } })).toMatchObject({ ok: true, repeated: true });
  });
});

describe("an order is registered to exactly one account", () => {
  test("whoever of 32 presses first", async () => {
    const order = await the.order({ addOns: 2, products: 3 });
    const rivals = await Promise.all(Array.from({ length: 32 }, () => the.verifiedActivation(order)));
    await database.openConnections();
    const outcomes = await Promise.all(rivals.map(activate));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "already_activated")).toHaveLength(31);
    expect(await the.accountsHolding(order)).toHaveLength(1);
    const accounts = database.ctx.db.selectFrom("accounts").select("id").where("company", "=", order.customer.company);
    expect(await accounts.execute()).toHaveLength(1);
  });

  test("two orders that share activation codes, pressed at once: nobody waits for ever, each license has one owner", async () => {
    const codes = Array.from({ length: 5 }, freshCode);
    const lines = codes.map((activationCode) => ({ sku: "A1", activationCode }));
    const base = await the.order({ items: [{ sku: "XDR-ES" }, ...lines] });
    const suite = lines.toReversed().map((line) => ({ ...line, suite: "CUP" as const }));
    const upgrade = await the.order({ items: [...suite, { sku: "XDR-ES" }] });
    const attempts = [await the.verifiedActivation(base), await the.verifiedActivation(upgrade)];
    await database.openConnections();
    const outcomes = await Promise.all(attempts.map(activate));
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    const [first, second] = await Promise.all([the.licensesOf(base), the.licensesOf(upgrade)]);
    const shared = first.filter(({ id }) => second.some((license) => license.id === id));
    expect(new Set(shared.map(({ accountId }) => accountId)).size).toBe(1);
  });
});

describe("somebody who is signed in", () => {
  test("adds an order to their account with one press", async () => {
    const user = await the.account();
    const order = await the.order();
    expect(await activate(await the.signedInActivation(order, user))).toMatchObject({ ok: true, userId: user.id });
    expect(await the.accountsHolding(order)).toEqual([user.accountId]);
    expect((await the.mailsTo(user.email)).map(({ kind }) => kind)).toEqual(["order-activated"]);
  });

  test("reads only, when a viewer", async () => {
    const user = await the.account();
    const { db } = database.ctx;
    await db.updateTable("users").set({ role: "viewer" }).where("id", "=", user.id).execute();
    const order = await the.order();
    expect(await activate(await the.signedInActivation(order, user))).toEqual({
      ok: false,
      reason: "role_cannot_activate",
    });
    expect(await the.accountsHolding(order)).toEqual([]);
  });

  test("of two orders with the same SaaS at once gets exactly one", async () => {
    const user = await the.account();
    const orders = await Promise.all([1, 2, 3].map(() => the.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] })));
    const attempts = await Promise.all(orders.map((order) => the.signedInActivation(order, user)));
    await database.openConnections();
    const reasons = await Promise.all(attempts.map(reasonOf));
    expect(reasons.toSorted()).toEqual(["ok", "saas_conflict", "saas_conflict"]);
  });

  test("has their trial converted by the full license of its family", async () => {
    const user = await the.account({ licenses: [{ sku: "CAS", version: "trial" }] });
    const order = await the.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] });
    expect(await reasonOf(await the.signedInActivation(order, user))).toBe("ok");
    const full = (await the.licensesOf(order))[1];
    const { db } = database.ctx;
    const trial = db.selectFrom("licenses").selectAll().where("accountId", "=", user.accountId);
    expect(await trial.where("version", "=", "trial").executeTakeFirst()).toMatchObject({ convertedTo: full?.id });
  });

  test("cannot take an order of the original process this way", async () => {
    const user = await the.account();
    const order = await the.order({ channel: "marketplace" });
    expect(await reasonOf(await the.signedInActivation(order, user))).toBe("original_process");
    expect(await the.accountsHolding(order)).toEqual([]);
  });
});

describe("an address that got its account meanwhile", () => {
  test("is proven by the mail: the order goes to that account", async () => {
    const email = freshEmail();
    const orders = [await the.order(), await the.order({ items: [{ sku: "XDR-ES" }] })] as const;
    const late = await the.verifiedActivation(orders[0], email);
    const user = await the.activated(orders[1], email);
    expect(await activate(late)).toMatchObject({ ok: true, accountId: user.accountId });
    expect(await the.accountsHolding(orders[0])).toEqual([user.accountId]);
  });

  test("by all the rules: the same SaaS twice is refused", async () => {
    const email = freshEmail();
    const [first, second] = [await the.order({ items: [{ sku: "XDR-CAS" }, { sku: "CAS" }] }), await the.order()];
    const late = await the.verifiedActivation(first, email);
    await the.activated(second, email);
    expect(await reasonOf(late)).toBe("saas_conflict");
  });

  test("in the same instant: eight orders, one address, one account", async () => {
    const email = freshEmail();
    const wishes = { items: [{ sku: "XDR-ES" }] };
    const attempts = await Promise.all(
      Array.from({ length: 8 }, async () => the.verifiedActivation(await the.order(wishes), email)),
    );
    await database.openConnections();
    const outcomes = await Promise.all(attempts.map(activate));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(8);
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.accountId)).size).toBe(1);
  });
});

describe("a cross grade", () => {
  const crossGrade = async () => {
    const activationCode = freshCode();
    const owner = await the.account({ licenses: [{ sku: "A1", activationCode }] });
    const term = { seats: 150, startsOn: "2026-07-01", endsOn: "2027-06-30" };
    const items = [
      { sku: "A1", activationCode, suite: "CUP" as const, ...term },
      { sku: "SMEX", suite: "CUP" as const, ...term },
      { sku: "XDR-ES", ...term },
    ];
    const order = await the.order({ purchasedAt: new Date("2026-07-01T09:00:00Z"), items });
    return { order, owner, term };
  };

  test("goes to the owner: registers what is open, gives the held license the new term", async () => {
    const { order, owner, term } = await crossGrade();
    expect(await reasonOf(await the.signedInActivation(order, owner))).toBe("ok");
    const licenses = await the.licensesOf(order);
    for (const license of licenses) expect(license).toMatchObject({ ...term, accountId: owner.accountId });
    expect(licenses[0]?.registeredAt).toEqual(new Date("2026-03-02T08:30:00Z"));
    expect(licenses.every(({ appliedAt }) => appliedAt !== null)).toBe(true);
    expect((await the.eventsOf(`license:${licenses[0]?.id}`)).map(({ type }) => type)).toEqual(["license.extended"]);
  });

  test("is refused to every other account and to a new one", async () => {
    const { order, owner } = await crossGrade();
    const stranger = await the.account();
    expect(await reasonOf(await the.signedInActivation(order, stranger))).toBe("cross_grade_other_account");
    expect(await the.accountsHolding(order)).toEqual([owner.accountId]);
    await expect(the.verifiedActivation(order)).rejects.toThrow("cross_grade_needs_owner");
  });
});

test("a cancelled order is refused at the button, and a verification after its life too", async () => {
  const order = await the.order();
  const attempts = [await the.verifiedActivation(order), await the.verifiedActivation(await the.order())] as const;
  await cancelOrder(database.ctx, order.orderNumber, "test");
  expect(await reasonOf(attempts[0])).toBe("order_cancelled");
  database.clock.advance(24 * 3600);
  expect(await reasonOf(attempts[1])).toBe("verification_expired");
});

test("a fault at the very end leaves nothing behind, and the next press does it all", async () => {
  const { db } = database.ctx;
  const order = await the.order({ addOns: 1, products: 2 });
  const email = freshEmail();
  const attempt = await the.verifiedActivation(order, email);
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'the disk burns'; end $$`.execute(
    db,
  );
  await sql`create trigger refuse_notice before insert on mails for each row
    when (new.kind = 'order-activated-notice') execute function refuse()`.execute(db);
  await expect(activate(attempt)).rejects.toThrow("the disk burns");
  expect(await the.accountsHolding(order)).toEqual([]);
  expect(await findUserByEmail(db, email)).toBeUndefined();
  expect((await findActivation(db, attempt.activationId))?.state).toBe("proven");
  expect((await the.mailsTo(email)).map(({ kind }) => kind)).toEqual(["verify-email"]);
  expect((await the.eventsOf(`order:${order.orderNumber}`)).map(({ type }) => type)).not.toContain("order.activated");
  await sql`drop trigger refuse_notice on mails`.execute(db);
  expect(await activate(attempt)).toMatchObject({ ok: true, repeated: false });
  expect(await the.accountsHolding(order)).toHaveLength(1);
});
