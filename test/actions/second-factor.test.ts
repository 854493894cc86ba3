import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginSignIn } from "../../src/actions/begin-sign-in.ts";
import { completeSignIn } from "../../src/actions/complete-sign-in.ts";
import { giveSecondFactor } from "../../src/actions/give-second-factor.ts";
import {
  confirmAuthenticator,
  renewRecoveryCodes,
  setUpAuthenticator,
  turnOffAuthenticator,
} from "../../src/actions/set-up-authenticator.ts";
import { signInWithPassword } from "../../src/actions/sign-in-with-password.ts";
import { findAuthenticator } from "../../src/db/authenticators.ts";
import type { User } from "../../src/db/users.ts";
import { randomToken } from "../../src/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const browser = { userAgent: "browser", knows: () => true };
const personOf = (user: User) => ({ userId: user.id, accountId: user.accountId, sessionId: database.ctx.newId() });

/** What the app on the user's phone shows now. */
const appCode = async (user: User): Promise<string> => {
  const stored = await findAuthenticator(database.ctx.db, user.id);
  const secret = Secret.fromBase32(database.ctx.secrets.open(stored?.secretSealed ?? Buffer.alloc(0)));
  return new TOTP({ secret }).generate({ timestamp: database.ctx.now().getTime() });
};

const userWithApp = async (): Promise<{ user: User; recoveryCodes: string[] }> => {
  const user = await the.account();
  await setUpAuthenticator(database.ctx, user.id);
  const confirmed = await confirmAuthenticator(database.ctx, personOf(user), await appCode(user));
  if (!confirmed.ok) throw new Error(confirmed.reason);
  database.clock.advance(30);
  return { user, recoveryCodes: confirmed.recoveryCodes };
};

const begin = async (user: User): Promise<string> => {
  const { signInId } = await beginSignIn(database.ctx, {
    typed: user.email,
    browserToken: randomToken(),
    language: "en",
  });
  return signInId;
};

const passFirst = async (user: User): Promise<string> => {
  const signInId = await begin(user);
  const typedCode = database.ctx.secrets.code(signInId);
  const first = await completeSignIn(database.ctx, { signInId, typedCode, browser });
  expect(first).toEqual({ ok: false, reason: "second_factor_needed" });
  return signInId;
};

const give = (signInId: string, typed: string) => giveSecondFactor(database.ctx, { signInId, typed, browser });

test("the code of the app is asked for after the e-mailed code and after the password, and signs in", async () => {
  const { user } = await userWithApp();
  expect(await give(await passFirst(user), await appCode(user))).toMatchObject({ ok: true, userId: user.id });
  database.clock.advance(30);
  const password = await the.passwordOf(user);
  const signInId = await begin(user);
  const first = await signInWithPassword(database.ctx, { signInId, password, browser });
  expect(first).toEqual({ ok: false, reason: "second_factor_needed" });
  expect(await give(signInId, await appCode(user))).toMatchObject({ ok: true, userId: user.id });
  const events = await the.eventsOf(`account:${user.accountId}`);
  expect(events.filter(({ type }) => type === "user.signed_in").map(({ data }) => data)).toEqual([
    { by: "code", secondFactor: "totp" },
    { by: "password", secondFactor: "totp" },
  ]);
});

test("before the first factor no code of the app counts", async () => {
  const { user } = await userWithApp();
  expect(await give(await begin(user), await appCode(user))).toEqual({ ok: false, reason: "sign_in_over" });
});

test("a code counts once, also for two at once, and the one before it not at all; a double press is one sign-in", async () => {
  const { user } = await userWithApp();
  const older = await appCode(user);
  database.clock.advance(30);
  const code = await appCode(user);
  const [first, second] = [await passFirst(user), await passFirst(user)];
  await database.openConnections();
  const outcomes = await Promise.all([give(first, code), give(second, code)]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const [winner, loser] = outcomes[0]?.ok ? [first, second] : [second, first];
  expect(await give(loser, code)).toMatchObject({ reason: "wrong_code", triesLeft: 3 });
  expect(await give(loser, older)).toMatchObject({ reason: "wrong_code", triesLeft: 2 });
  expect(await give(winner, code)).toMatchObject({ ok: true });
});

test("a recovery code counts once, however it is typed, and new ones end the old", async () => {
  const { user, recoveryCodes } = await userWithApp();
  const [first = "", second = ""] = recoveryCodes;
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await give(await passFirst(user), first.toLowerCase().replace("-", " "))).toMatchObject({ ok: true });
  const next = await passFirst(user);
  expect(await give(next, first)).toMatchObject({ reason: "wrong_code" });
  const renewed = await renewRecoveryCodes(database.ctx, personOf(user));
  expect(await give(next, second)).toMatchObject({ reason: "wrong_code" });
  expect(await give(next, renewed.ok ? (renewed.recoveryCodes[9] ?? "") : "")).toMatchObject({ ok: true });
});

test("a recovery code of somebody else is none", async () => {
  const [{ user }, other] = [await userWithApp(), await userWithApp()];
  expect(await give(await passFirst(user), other.recoveryCodes[0] ?? "")).toMatchObject({ reason: "wrong_code" });
});

test("five wrong codes end the attempt; a first factor that is repeated gives no new tries", async () => {
  const { user } = await userWithApp();
  const signInId = await passFirst(user);
  const told: unknown[] = [];
  for (let tries = 0; tries < 5; tries++) {
    const typedCode = database.ctx.secrets.code(signInId);
    await completeSignIn(database.ctx, { signInId, typedCode, browser });
    told.push(await give(signInId, "no code"));
  }
  expect(told.at(-1)).toEqual({ ok: false, reason: "too_many_codes" });
  expect(await give(signInId, await appCode(user))).toEqual({ ok: false, reason: "sign_in_over" });
});

test("a set-up that was not confirmed asks for nothing, one that was can be turned off", async () => {
  const user = await the.account();
  await setUpAuthenticator(database.ctx, user.id);
  expect(await confirmAuthenticator(database.ctx, personOf(user), "no code")).toEqual({
    ok: false,
    reason: "wrong_code",
  });
  const signInId = await begin(user);
  const typedCode = database.ctx.secrets.code(signInId);
  expect(await completeSignIn(database.ctx, { signInId, typedCode, browser })).toMatchObject({ ok: true });
  const confirmed = await confirmAuthenticator(database.ctx, personOf(user), await appCode(user));
  expect(confirmed).toMatchObject({ ok: true });
  const before = await findAuthenticator(database.ctx.db, user.id);
  await setUpAuthenticator(database.ctx, user.id);
  expect(await findAuthenticator(database.ctx.db, user.id)).toEqual(before);
  await turnOffAuthenticator(database.ctx, personOf(user));
  expect((await the.mailsTo(user.email)).at(-1)?.kind).toBe("authenticator-off");
  const later = await begin(user);
  const code = database.ctx.secrets.code(later);
  expect(await completeSignIn(database.ctx, { signInId: later, typedCode: code, browser })).toMatchObject({ ok: true });
});
