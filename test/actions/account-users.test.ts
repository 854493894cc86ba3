import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptInvitation } from "../../src/actions/accept-invitation.ts";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { beginSignIn } from "../../src/actions/begin-sign-in.ts";
import { changeRole } from "../../src/actions/change-role.ts";
import { completeSignIn } from "../../src/actions/complete-sign-in.ts";
import { inviteUser } from "../../src/actions/invite-user.ts";
import { removeUser } from "../../src/actions/remove-user.ts";
import { transferOwnership } from "../../src/actions/transfer-ownership.ts";
import { listNamesOfAccount } from "../../src/db/former-users.ts";
import { findUserByLogin } from "../../src/db/logins.ts";
import { findUser } from "../../src/db/users.ts";
import { readLoginName } from "../../src/policy/login-name.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { addressOf, peopleIn, personOf } from "../support/people.ts";
import { freshEmail } from "../support/sample-order.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
let people: ReturnType<typeof peopleIn>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
  people = peopleIn(database.ctx);
});
afterAll(() => database.close());

const ctxOf = () => database.ctx;

const typesOf = async (accountId: string) => (await the.eventsOf(`account:${accountId}`)).map(({ type }) => type);

test("a role that is changed counts at once, and the same one again is no event", async () => {
  const owner = await the.account();
  const user = await people.joined(owner);
  for (const role of ["admin", "admin"] as const)
    expect(await changeRole(ctxOf(), personOf(owner), { userId: user.id, role })).toEqual({ ok: true });
  expect(await people.roles(owner.accountId)).toEqual([
    [owner.id, "owner"],
    [user.id, "admin"],
  ]);
  expect((await typesOf(owner.accountId)).filter((type) => type === "user.role_changed")).toHaveLength(1);
  expect(
    await inviteUser(ctxOf(), personOf(user), { email: addressOf(freshEmail()), role: "admin", language: "en" }),
  ).toEqual({ ok: true });
});

test("a removed user loses every session with the same commit, and their address is free", async () => {
  const owner = await the.account();
  const user = await people.joined(owner, "admin");
  const [own, others] = [await people.session(user), await people.session(owner)];
  const order = await the.order();
  expect(await activateOrder(ctxOf(), await the.signedInActivation(order, user))).toMatchObject({ ok: true });
  expect(await removeUser(ctxOf(), personOf(owner), user.id)).toEqual({ ok: true });
  expect([await people.sessionStands(own), await people.sessionStands(others)]).toEqual([false, true]);
  expect(await findUser(ctxOf().db, user.id)).toBeUndefined();
  expect((await listNamesOfAccount(ctxOf().db, owner.accountId)).get(user.id)).toBe(user.email);
  expect(await the.accountsHolding(order)).toEqual([owner.accountId]);
  expect((await typesOf(owner.accountId)).at(-1)).toBe("user.removed");
  const elsewhere = await the.account();
  expect((await people.joined(elsewhere, "viewer", user.email)).accountId).toBe(elsewhere.accountId);
});

test("whoever was removed while their session was in use changes nothing any more", async () => {
  const owner = await the.account();
  const [admin, viewer] = [await people.joined(owner, "admin"), await people.joined(owner)];
  await removeUser(ctxOf(), personOf(owner), admin.id);
  const refused = { ok: false, reason: "role_not_allowed" };
  expect(await removeUser(ctxOf(), personOf(admin), viewer.id)).toEqual(refused);
  expect(await changeRole(ctxOf(), personOf(admin), { userId: viewer.id, role: "admin" })).toEqual(refused);
  expect(await activateOrder(ctxOf(), await the.signedInActivation(await the.order(), owner))).toMatchObject({
    ok: true,
  });
  const claim = await the.signedInActivation(await the.order(), admin);
  expect(await activateOrder(ctxOf(), claim)).toEqual({ ok: false, reason: "role_cannot_activate" });
});

test("a user leaves by themselves, the owner does not", async () => {
  const owner = await the.account();
  const viewer = await people.joined(owner);
  expect(await removeUser(ctxOf(), personOf(owner), owner.id)).toEqual({ ok: false, reason: "owner_stays" });
  expect(await removeUser(ctxOf(), personOf(viewer), viewer.id)).toEqual({ ok: true });
  expect((await typesOf(owner.accountId)).at(-1)).toBe("user.left");
});

test("users of another account do not exist", async () => {
  const [owner, stranger] = [await the.account(), await the.account()];
  const viewer = await people.joined(owner);
  const refused = { ok: false, reason: "unknown_user" };
  expect(await removeUser(ctxOf(), personOf(stranger), viewer.id)).toEqual(refused);
  expect(await changeRole(ctxOf(), personOf(stranger), { userId: viewer.id, role: "admin" })).toEqual(refused);
  expect(await transferOwnership(ctxOf(), personOf(stranger), viewer.id)).toEqual(refused);
});

test("ownership goes to a user of the account, both are told, and the account ID signs the new owner in", async () => {
  const owner = await the.account({ accountId: "hand-over" });
  const user = await people.joined(owner);
  expect(await transferOwnership(ctxOf(), personOf(owner), user.id)).toEqual({ ok: true });
  expect(await people.roles(owner.accountId)).toEqual([
    [user.id, "owner"],
    [owner.id, "admin"],
  ]);
  for (const { email } of [owner, user])
    expect((await the.mailsTo(email)).filter(({ kind }) => kind === "ownership-transferred")).toHaveLength(1);
  expect((await findUserByLogin(ctxOf().db, readLoginName("hand-over")))?.id).toBe(user.id);
  expect(await transferOwnership(ctxOf(), personOf(owner), owner.id)).toEqual({
    ok: false,
    reason: "role_not_allowed",
  });
  expect(await transferOwnership(ctxOf(), personOf(user), user.id)).toEqual({ ok: false, reason: "already_owner" });
});

test("a transfer against the removal of the new owner has one winner, and there is always exactly one owner", async () => {
  for (let round = 0; round < 4; round++) {
    const owner = await the.account();
    const [admin, heir] = [await people.joined(owner, "admin"), await people.joined(owner)];
    await database.openConnections();
    const [transferred, removed] = await Promise.all([
      transferOwnership(ctxOf(), personOf(owner), heir.id),
      removeUser(ctxOf(), personOf(admin), heir.id),
    ]);
    expect([transferred.ok, removed.ok].filter(Boolean)).toHaveLength(1);
    const owners = (await people.roles(owner.accountId)).filter(([, role]) => role === "owner");
    expect(owners).toEqual([[transferred.ok ? heir.id : owner.id, "owner"]]);
  }
});

test("of transfers to several users at once one counts", async () => {
  const owner = await the.account();
  const heirs = [await people.joined(owner), await people.joined(owner), await people.joined(owner, "admin")];
  await database.openConnections();
  const outcomes = await Promise.all(heirs.map(({ id }) => transferOwnership(ctxOf(), personOf(owner), id)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const owners = (await people.roles(owner.accountId)).filter(([, role]) => role === "owner");
  expect(owners).toEqual([[heirs[outcomes.findIndex(({ ok }) => ok)]?.id, "owner"]]);
});

test("two admins who remove each other at once: one of them stays", async () => {
  const owner = await the.account();
  const [one, other] = [await people.joined(owner, "admin"), await people.joined(owner, "admin")];
  await database.openConnections();
  const outcomes = await Promise.all([
    removeUser(ctxOf(), personOf(one), other.id),
    removeUser(ctxOf(), personOf(other), one.id),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await people.roles(owner.accountId)).toHaveLength(2);
});

test("a removal and a sign-in at once wait for each other in one direction", async () => {
  const owner = await the.account();
  const deadlocks = async () => {
    const { rows } = await ctxOf().pool.query(
      "select deadlocks::integer from pg_stat_database where datname = current_database()",
    );
    return rows[0].deadlocks;
  };
  const before = await deadlocks();
  await database.openConnections();
  for (let round = 0; round < 10; round++) {
    const user = await people.joined(owner);
    const { signInId } = await beginSignIn(ctxOf(), { typed: user.email, browserToken: user.id, language: "en" });
    const browser = { userAgent: "browser", knows: () => true };
    const typedCode = ctxOf().secrets.code(signInId);
    const [removed] = await Promise.all([
      removeUser(ctxOf(), personOf(owner), user.id),
      completeSignIn(ctxOf(), { signInId, typedCode, browser }),
    ]);
    expect(removed).toEqual({ ok: true });
    expect(await findUser(ctxOf().db, user.id)).toBeUndefined();
  }
  // The server tells its counts with a second's delay.
  await ctxOf().pool.query("select pg_sleep(1.1)");
  expect(await deadlocks()).toBe(before);
});

test("the database itself lets an account have no second owner", async () => {
  const owner = await the.account();
  const user = await people.joined(owner);
  const second = ctxOf().db.updateTable("users").set({ role: "owner" }).where("id", "=", user.id).execute();
  await expect(second).rejects.toThrow("users_owner");
});

test("who was removed or may not invite any more lets nobody in by an invitation of before", async () => {
  const owner = await the.account();
  const [removed, demoted] = [await people.joined(owner, "admin"), await people.joined(owner, "admin")];
  const sent = [await people.invited(removed, "admin"), await people.invited(demoted, "admin")];
  const others = await people.invited(owner);
  await removeUser(ctxOf(), personOf(owner), removed.id);
  await changeRole(ctxOf(), personOf(owner), { userId: demoted.id, role: "viewer" });
  for (const { id } of sent)
    expect(await acceptInvitation(ctxOf(), ctxOf().secrets.linkToken(id), "en")).toEqual({
      ok: false,
      reason: "invitation_over",
    });
  expect(await acceptInvitation(ctxOf(), ctxOf().secrets.linkToken(others.id), "en")).toMatchObject({ ok: true });
});

test("whoever registered with an address that nobody has proven brings nobody in and hands nothing over", async () => {
  const owner = await the.account({ emailVerified: false });
  const user = await people.joined(await the.account());
  const invite = { email: addressOf(freshEmail()), role: "admin", language: "en" } as const;
  const unproven = { ok: false, reason: "address_unproven" };
  expect(await inviteUser(ctxOf(), personOf(owner), invite)).toEqual(unproven);
  expect(await transferOwnership(ctxOf(), personOf(owner), user.id)).toEqual(unproven);
  expect(await people.roles(owner.accountId)).toEqual([[owner.id, "owner"]]);
});
