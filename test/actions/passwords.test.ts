import { afterAll, beforeAll, expect, test } from "vitest";
import { askForPasswordReset } from "../../src/actions/ask-for-password-reset.ts";
import { beginSession } from "../support/begin-session.ts";
import { beginSignIn, resendSignInCode } from "../../src/actions/begin-sign-in.ts";
import { remindOfAccountId } from "../../src/actions/remind-of-account-id.ts";
import { resetPassword } from "../../src/actions/reset-password.ts";
import { signInWithPassword } from "../../src/actions/sign-in-with-password.ts";
import { findPassword } from "../../src/db/passwords.ts";
import { findSessionByToken } from "../../src/db/sessions.ts";
import type { User } from "../../src/db/users.ts";
import { readLoginName } from "../../src/policy/login-name.ts";
import { hashToken, randomToken } from "../../src/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshEmail } from "../support/sample-order.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const PASSWORD = "wholesale otter lemonade";
const OTHER = "seven quiet harbours";

const linkOf = async (user: User): Promise<string> => {
  await askForPasswordReset(database.ctx, readLoginName(user.email), "en");
  const mail = (await the.mailsTo(user.email)).findLast(({ kind }) => kind === "password-reset");
  return database.ctx.secrets.linkToken(mail?.subjectId ?? "");
};

const userWithPassword = async (): Promise<User> => {
  const user = await the.account();
  expect(await resetPassword(database.ctx, await linkOf(user), PASSWORD)).toEqual({ ok: true });
  return user;
};

const begin = async (typed: string) => {
  const { signInId } = await beginSignIn(database.ctx, {
    typed,
    browserToken: randomToken(),
    language: "en",
    withCode: false,
  });
  return signInId;
};

const signIn = async (typed: string, password: string, knows = true) => {
  const browser = { userAgent: "browser", knows: () => knows };
  return signInWithPassword(database.ctx, { signInId: await begin(typed), password, browser });
};

test("a password signs in by e-mail and account ID, without a mail, and no other password does", async () => {
  const user = await the.account({ accountId: "password-user" });
  await resetPassword(database.ctx, await linkOf(user), PASSWORD);
  expect(await signIn(user.email, PASSWORD)).toMatchObject({ ok: true, userId: user.id });
  expect(await signIn("Password-User", PASSWORD)).toMatchObject({ ok: true, userId: user.id });
  expect(await signIn(user.email, OTHER)).toEqual({ ok: false, reason: "wrong_password" });
  expect((await the.mailsTo(user.email)).map(({ kind }) => kind)).toEqual(["password-reset", "password-changed"]);
});

test("somebody unknown and somebody without a password are answered alike", async () => {
  const user = await the.account();
  for (const name of [user.email, freshEmail()])
    expect(await signIn(name, PASSWORD)).toEqual({ ok: false, reason: "wrong_password" });
});

test("the attempt of a password is over after 15 minutes, and a code can be asked for on the way", async () => {
  const user = await userWithPassword();
  const signInId = await begin(user.email);
  expect(await resendSignInCode(database.ctx, signInId, "en")).toEqual({ ok: true });
  expect((await the.mailsTo(user.email)).at(-1)?.kind).toBe("sign-in-code");
  database.clock.advance(15 * 60);
  const browser = { userAgent: "browser", knows: () => true };
  const late = await signInWithPassword(database.ctx, { signInId, password: PASSWORD, browser });
  expect(late).toEqual({ ok: false, reason: "sign_in_over" });
});

test("the link sets a password once, for an hour, ends every session and uses up the other links", async () => {
  const user = await userWithPassword();
  const session = await beginSession(database.ctx, user.id, "browser");
  const [first, second] = [await linkOf(user), await linkOf(user)];
  expect(await resetPassword(database.ctx, first, "passwordpassword")).toEqual({ ok: false, reason: "too_common" });
  expect(await resetPassword(database.ctx, first, user.email)).toEqual({ ok: false, reason: "too_common" });
  expect(await resetPassword(database.ctx, first, OTHER)).toEqual({ ok: true });
  expect(await signIn(user.email, OTHER)).toMatchObject({ ok: true });
  expect(await signIn(user.email, PASSWORD)).toEqual({ ok: false, reason: "wrong_password" });
  expect((await findSessionByToken(database.ctx.db, hashToken(session)))?.revokedAt).toEqual(database.ctx.now());
  for (const token of [first, second, "no link"])
    expect(await resetPassword(database.ctx, token, PASSWORD)).toEqual({ ok: false, reason: "reset_over" });
  const late = await linkOf(user);
  database.clock.advance(3600);
  expect(await resetPassword(database.ctx, late, PASSWORD)).toEqual({ ok: false, reason: "reset_over" });
  const events = await the.eventsOf(`account:${user.accountId}`);
  expect(events.filter(({ type }) => type === "user.password_set")).toHaveLength(2);
});

test("of eight who use one link at once, one sets the password", async () => {
  const user = await the.account();
  const token = await linkOf(user);
  await database.openConnections();
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, at) => resetPassword(database.ctx, token, `${PASSWORD} ${at}`)),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
});

test("a sign-in from a browser that was not seen before is told by mail, the first one of all is not", async () => {
  const user = await userWithPassword();
  const newDevices = async () => (await the.mailsTo(user.email)).filter(({ kind }) => kind === "new-device").length;
  await signIn(user.email, PASSWORD, false);
  expect(await newDevices()).toBe(0);
  await signIn(user.email, PASSWORD, true);
  expect(await newDevices()).toBe(0);
  await signIn(user.email, PASSWORD, false);
  expect(await newDevices()).toBe(1);
});

test("a password that is set anew is told by mail, in the user's language", async () => {
  const user = await the.account({ language: "ja" });
  await resetPassword(database.ctx, await linkOf(user), PASSWORD);
  const told = (await the.mailsTo(user.email)).filter(({ kind }) => kind === "password-changed");
  expect(told.map(({ language }) => language)).toEqual(["ja"]);
});

test("a stored hash is sealed: the dump has no argon2 text to guess at", async () => {
  const user = await userWithPassword();
  const stored = await findPassword(database.ctx.db, user.id);
  expect(stored?.hashSealed.toString("latin1")).not.toContain("argon2");
  expect(database.ctx.secrets.open(stored?.hashSealed ?? Buffer.alloc(0))).toMatch(/^\$argon2id\$/);
});

test("an account ID goes to its owner's address, and nothing to an unknown one", async () => {
  const [user, unknown] = [await the.account(), freshEmail()];
  await remindOfAccountId(database.ctx, user.emailIdentity, "ja");
  await remindOfAccountId(database.ctx, unknown, "ja");
  await askForPasswordReset(database.ctx, readLoginName(unknown), "ja");
  expect((await the.mailsTo(user.email)).map(({ kind, language }) => [kind, language])).toEqual([
    ["account-id-reminder", "ja"],
  ]);
  expect(await the.mailsTo(unknown)).toEqual([]);
});
