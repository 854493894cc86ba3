import { afterAll, beforeAll, expect, test } from "vitest";
import { addPasskey, removePasskey } from "../../src/actions/add-passkey.ts";
import { signInWithPasskey } from "../../src/actions/sign-in-with-passkey.ts";
import { listPasskeysOfUser } from "../../src/db/passkeys.ts";
import { wayBackOf } from "../../src/db/sign-ins.ts";
import type { User } from "../../src/db/users.ts";
import { newChallenge } from "../../src/passkey-challenge.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { softPasskey } from "../support/soft-passkey.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase({ settings: { PUBLIC_URL: "https://licenses.example.com" } });
  the = world(database.ctx);
});
afterAll(() => database.close());

const site = { origin: "https://licenses.example.com", rpId: "licenses.example.com" };
const browserToken = "this browser";
const REFUSED = { ok: false, reason: "passkey_refused" };
const wayBack = wayBackOf({});
const browser = { userAgent: "browser", knows: () => true };
const personOf = (user: User) => ({ userId: user.id, accountId: user.accountId, sessionId: database.ctx.newId() });
const challenge = (purpose: "create" | "get", of = browserToken) =>
  newChallenge(database.ctx, { purpose, browserToken: of });

const add = (user: User, credential: string) =>
  addPasskey(database.ctx, personOf(user), { credential, name: "Laptop", browserToken });
const enter = (credential: string) => signInWithPasskey(database.ctx, { credential, browserToken, browser, wayBack });

const userWithPasskey = async () => {
  const [user, passkey] = [await the.account(), softPasskey()];
  expect(await add(user, passkey.create({ ...site, challenge: challenge("create"), counter: 1 }))).toEqual({
    ok: true,
  });
  expect((await the.mailsTo(user.email)).map(({ kind }) => kind)).toEqual(["passkey-added"]);
  return { user, passkey };
};

test("a passkey that was added signs its user in, and is counted", async () => {
  const { user, passkey } = await userWithPasskey();
  const signed = passkey.get({ ...site, challenge: challenge("get"), counter: 2 });
  expect(await enter(signed)).toMatchObject({ ok: true, userId: user.id });
  expect(await listPasskeysOfUser(database.ctx.db, user.id)).toMatchObject([{ counter: 2, name: "Laptop" }]);
  const events = await the.eventsOf(`account:${user.accountId}`);
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(["user.passkey_added", "user.signed_in"]));
});

test.each<[string, Partial<Parameters<ReturnType<typeof softPasskey>["get"]>[0]>]>([
  ["for another origin", { origin: "https://licenses.example.com.evil.example" }],
  ["for another host name", { rpId: "example.com" }],
  ["without knowing its owner", { userVerified: false }],
  ["with a counter that does not grow: a copy", { counter: 1 }],
  ["for a challenge of nobody", { challenge: Buffer.from("challenge").toString("base64url") }],
])("refused: a signature %s", async (_, wrong) => {
  const { passkey } = await userWithPasskey();
  const asked = { ...site, challenge: challenge("get"), counter: 2 };
  expect(await enter(passkey.get({ ...asked, ...wrong }))).toEqual(REFUSED);
  expect(await enter(passkey.get(asked))).toMatchObject({ ok: true });
});

test("refused: a challenge of another browser, of another purpose, and one that is an hour old", async () => {
  const { passkey } = await userWithPasskey();
  const old = challenge("get");
  for (const asked of [challenge("get", "another browser"), challenge("create")])
    expect(await enter(passkey.get({ ...site, challenge: asked, counter: 2 }))).toEqual(REFUSED);
  database.clock.advance(3600);
  expect(await enter(passkey.get({ ...site, challenge: old, counter: 2 }))).toEqual(REFUSED);
});

test("a signature counts once, also for eight at once and for passkeys that do not count", async () => {
  const [user, passkey] = [await the.account(), softPasskey()];
  await add(user, passkey.create({ ...site, challenge: challenge("create"), counter: 0 }));
  const signed = passkey.get({ ...site, challenge: challenge("get"), counter: 0 });
  await database.openConnections();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => enter(signed)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await enter(passkey.get({ ...site, challenge: challenge("get"), counter: 0 }))).toMatchObject({ ok: true });
});

test("a passkey has one user, and only that user takes it away", async () => {
  const [{ user, passkey }, stranger] = [await userWithPasskey(), await the.account()];
  const again = passkey.create({ ...site, challenge: challenge("create"), counter: 1 });
  expect(await add(stranger, again)).toEqual(REFUSED);
  const [held] = await listPasskeysOfUser(database.ctx.db, user.id);
  expect(await removePasskey(database.ctx, personOf(stranger), held?.id ?? "")).toBe(false);
  expect(await removePasskey(database.ctx, personOf(user), held?.id ?? "")).toBe(true);
  expect(await enter(passkey.get({ ...site, challenge: challenge("get"), counter: 2 }))).toEqual(REFUSED);
});

test.each(["", "null", "[]", "{}", '{"id":"x"}', "\0", "{".repeat(10_000)])("%j is refused", async (nonsense) => {
  expect(await enter(nonsense)).toEqual(REFUSED);
  expect(await add(await the.account(), nonsense)).toEqual(REFUSED);
});
