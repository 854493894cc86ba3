import { afterAll, beforeAll, expect, test } from "vitest";
import { askForEmailChange, resendEmailCode } from "../../src/actions/ask-for-email-change.ts";
import { askForPasswordReset } from "../../src/actions/ask-for-password-reset.ts";
import { beginSignIn } from "../../src/actions/begin-sign-in.ts";
import { completeSignIn } from "../../src/actions/complete-sign-in.ts";
import { forgetExpired } from "../../src/actions/forget-expired.ts";
import { proveNewEmail } from "../../src/actions/prove-new-email.ts";
import { removeUser } from "../../src/actions/remove-user.ts";
import { resetPassword } from "../../src/actions/reset-password.ts";
import { findLatestEmailChange } from "../../src/db/email-changes.ts";
import { findSessionByToken } from "../../src/db/sessions.ts";
import { findUser, findUserByEmail, type User } from "../../src/db/users.ts";
import { readLoginName } from "../../src/policy/login-name.ts";
import { hashToken } from "../../src/secrets.ts";
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

const ask = (user: User, email: string) =>
  askForEmailChange(database.ctx, personOf(user), { ...addressOf(email), language: "ja" });

const codeOf = async (user: User): Promise<string> =>
  database.ctx.secrets.code((await findLatestEmailChange(database.ctx.db, user.id))?.id ?? "");

const prove = (user: User, code: string) => proveNewEmail(database.ctx, personOf(user), code);

const wrongOf = (code: string): string => (code === "111111" ? "222222" : "111111");

const kindsTo = async (email: string) => (await the.mailsTo(email)).map(({ kind }) => kind);

test("the code from the new mailbox changes the address, and both are told", async () => {
  const user = await the.account({ emailVerified: false });
  const email = freshEmail();
  expect(await ask(user, email)).toEqual({ ok: true });
  expect((await findUser(database.ctx.db, user.id))?.email).toBe(user.email);
  const code = await codeOf(user);
  expect(await prove(user, `${code.slice(0, 3)} ${code.slice(3)}`)).toEqual({ ok: true });
  expect(await findUser(database.ctx.db, user.id)).toMatchObject({
    email,
    emailIdentity: email,
    emailDomain: email.split("@")[1],
    emailVerifiedAt: database.ctx.now(),
  });
  expect(await kindsTo(email)).toEqual(["verify-new-email", "email-changed"]);
  expect(await kindsTo(user.email)).toEqual(["email-changed"]);
  const types = (await the.eventsOf(`account:${user.accountId}`)).map(({ type }) => type);
  expect(types.slice(-2)).toEqual(["user.email_change_asked", "user.email_changed"]);
});

test("what was mailed to the old address signs nobody in after the change", async () => {
  const user = await the.account();
  await askForPasswordReset(database.ctx, readLoginName(user.email), "en");
  const reset = (await the.mailsTo(user.email)).at(-1)?.subjectId ?? "";
  const { signInId } = await beginSignIn(database.ctx, { typed: user.email, browserToken: "b", language: "en" });
  await ask(user, freshEmail());
  await prove(user, await codeOf(user));
  const link = database.ctx.secrets.linkToken(reset);
  expect(await resetPassword(database.ctx, link, "seven quiet harbours")).toEqual({ ok: false, reason: "reset_over" });
  const browser = { userAgent: "browser", knows: () => true };
  const typedCode = database.ctx.secrets.code(signInId);
  expect(await completeSignIn(database.ctx, { signInId, typedCode, browser })).toEqual({
    ok: false,
    reason: "sign_in_over",
  });
});

test("an address that has a user is answered alike, gets a mail without a code, and no code is right", async () => {
  const [user, other] = [await the.account(), await the.account()];
  expect(await ask(user, other.email)).toEqual({ ok: true });
  expect(await kindsTo(other.email)).toEqual(["new-email-in-use"]);
  expect(await prove(user, await codeOf(user))).toEqual({ ok: false, reason: "wrong_code", triesLeft: 4 });
  expect((await findUser(database.ctx.db, user.id))?.email).toBe(user.email);
});

test("an address whose user is gone meanwhile is asked for anew, with a code", async () => {
  const [user, owner] = [await the.account(), await the.account()];
  const other = await people.joined(owner);
  await ask(user, other.email);
  await removeUser(database.ctx, personOf(owner), other.id);
  expect(await ask(user, other.email)).toEqual({ ok: true });
  expect((await kindsTo(other.email)).slice(-2)).toEqual(["new-email-in-use", "verify-new-email"]);
  expect(await prove(user, await codeOf(user))).toEqual({ ok: true });
});

test("a change signs other browsers out, and is told and kept also after its code would be over", async () => {
  const user = await the.account();
  const [own, other] = [await people.session(user), await people.session(user)];
  const session = await findSessionByToken(database.ctx.db, hashToken(own));
  const email = freshEmail();
  await ask(user, email);
  database.clock.advance(59 * 60);
  const person = { ...personOf(user), sessionId: session?.id ?? "" };
  expect(await proveNewEmail(database.ctx, person, await codeOf(user))).toEqual({ ok: true });
  expect([await people.sessionStands(own), await people.sessionStands(other)]).toEqual([true, false]);
  database.clock.advance(26 * 3600);
  await forgetExpired(database.ctx);
  expect(await kindsTo(user.email)).toEqual(["email-changed"]);
  expect((await findLatestEmailChange(database.ctx.db, user.id))?.oldEmail).toBe(user.email);
  database.clock.advance(90 * 24 * 3600);
  await forgetExpired(database.ctx);
  expect(await findLatestEmailChange(database.ctx.db, user.id)).toBeUndefined();
});

test("one's own address in another spelling is no other address", async () => {
  const user = await the.account();
  expect(await ask(user, user.email.toUpperCase())).toEqual({ ok: false, reason: "same_email" });
});

test("five wrong codes, an hour, or another address end a change", async () => {
  const user = await the.account();
  const [first, second] = [freshEmail(), freshEmail()];
  await ask(user, first);
  const replaced = await codeOf(user);
  await ask(user, second);
  expect(await prove(user, replaced)).toEqual({ ok: false, reason: "wrong_code", triesLeft: 4 });
  const code = await codeOf(user);
  for (const triesLeft of [3, 2, 1])
    expect(await prove(user, wrongOf(code))).toEqual({ ok: false, reason: "wrong_code", triesLeft });
  expect(await prove(user, wrongOf(code))).toEqual({ ok: false, reason: "too_many_codes" });
  expect(await prove(user, code)).toEqual({ ok: false, reason: "too_many_codes" });
  await ask(user, first);
  database.clock.advance(3600);
  expect(await prove(user, await codeOf(user))).toEqual({ ok: false, reason: "email_change_over" });
  expect(await resendEmailCode(database.ctx, personOf(user), "en")).toEqual({
    ok: false,
    reason: "email_change_over",
  });
  expect((await findUser(database.ctx.db, user.id))?.email).toBe(user.email);
});

test("the same address again sends one mail within the cool-down", async () => {
  const user = await the.account();
  const email = freshEmail();
  await ask(user, email);
  await ask(user, email);
  expect(await resendEmailCode(database.ctx, personOf(user), "en")).toMatchObject({ ok: false, reason: "too_early" });
  expect(await kindsTo(email)).toHaveLength(1);
  database.clock.advance(30);
  expect(await resendEmailCode(database.ctx, personOf(user), "en")).toEqual({ ok: true });
  expect(await kindsTo(email)).toHaveLength(2);
});

test("of users who prove one address at once one gets it, and the others keep theirs", async () => {
  const email = freshEmail();
  const users = await Promise.all([the.account(), the.account(), the.account(), the.account()]);
  const codes: string[] = [];
  for (const user of users) {
    await ask(user, email);
    codes.push(await codeOf(user));
  }
  await database.openConnections();
  const outcomes = await Promise.all(users.map((user, at) => prove(user, codes[at] ?? "")));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "email_taken")).toHaveLength(3);
  const winner = users[outcomes.findIndex(({ ok }) => ok)];
  expect((await findUserByEmail(database.ctx.db, email))?.id).toBe(winner?.id);
});

test("a double press changes once, and wrong tries in parallel are counted one by one", async () => {
  const user = await the.account();
  await ask(user, freshEmail());
  const code = await codeOf(user);
  await database.openConnections();
  expect(await Promise.all([prove(user, code), prove(user, code)])).toEqual([{ ok: true }, { ok: true }]);
  expect((await kindsTo(user.email)).filter((kind) => kind === "email-changed")).toHaveLength(1);
  await ask(user, freshEmail());
  const wrong = wrongOf(await codeOf(user));
  const tries = await Promise.all(Array.from({ length: 8 }, () => prove(user, wrong)));
  expect(tries.filter((outcome) => !outcome.ok && outcome.reason === "wrong_code")).toHaveLength(4);
});
