import { afterAll, beforeAll, expect, test } from "vitest";
import { askForPasswordReset } from "../../src/actions/ask-for-password-reset.ts";
import { beginSignIn, resendSignInCode } from "../../src/actions/begin-sign-in.ts";
import { completeSignIn } from "../../src/actions/complete-sign-in.ts";
import { endSession } from "../../src/actions/end-session.ts";
import { remindOfAccountId } from "../../src/actions/remind-of-account-id.ts";
import { findSessionByToken } from "../../src/db/sessions.ts";
import { findSignIn } from "../../src/db/sign-ins.ts";
import { findUser } from "../../src/db/users.ts";
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

const begin = async (typed: string, browserToken = randomToken()) => {
  const place = { activationId: null, verificationId: null };
  const { signInId } = await beginSignIn(database.ctx, { typed, browserToken, language: "en", ...place });
  return { signInId, code: database.ctx.secrets.code(signInId) };
};
const complete = (signInId: string, typedCode: string) =>
  completeSignIn(database.ctx, { signInId, typedCode, browser });
const browser = { userAgent: "browser", knows: () => true };
const rowsOf = async (tables: string[]): Promise<number[]> => {
  const counts = tables.map((table) => `(select count(*)::integer from ${table})`);
  const { rows } = await database.ctx.pool.query(`select array[${counts}] as counts`);
  return rows[0].counts;
};
const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

test("the code from the mail begins a session and proves the address", async () => {
  const user = await the.account({ emailVerified: false });
  const { signInId, code } = await begin(user.email.toUpperCase());
  expect((await the.mailsTo(user.email)).map(({ kind }) => kind)).toEqual(["sign-in-code"]);
  const completed = await complete(signInId, `${code.slice(0, 3)} ${code.slice(3)}`);
  if (!completed.ok) throw new Error(completed.reason);
  const session = await findSessionByToken(database.ctx.db, hashToken(completed.sessionToken));
  expect(session).toMatchObject({ userId: user.id, accountId: user.accountId, revokedAt: null });
  expect((await findUser(database.ctx.db, user.id))?.emailVerifiedAt).toEqual(database.ctx.now());
  await endSession(database.ctx, session?.id ?? "");
  const ended = await findSessionByToken(database.ctx.db, hashToken(completed.sessionToken));
  expect(ended?.revokedAt).toEqual(database.ctx.now());
});

test("a name without a user is written like one that has a user, so that no time tells them apart", async () => {
  const known = (await the.account()).email;
  const asks: Record<string, (login: string) => Promise<unknown>> = {
    "a code": (login) => begin(login),
    "a code again": async (login) => {
      const { signInId } = await begin(login);
      database.clock.advance(60);
      return resendSignInCode(database.ctx, signInId, "en");
    },
    "another password": (login) => askForPasswordReset(database.ctx, readLoginName(login), "en"),
    "the account ID": (login) => remindOfAccountId(database.ctx, login, "en"),
  };
  for (const [name, ask] of Object.entries(asks)) {
    const written: number[][] = [];
    for (const login of [known, freshEmail()]) {
      const before = await rowsOf(["mails", "graphile_worker.jobs", "sign_ins", "password_resets"]);
      await ask(login);
      const after = await rowsOf(["mails", "graphile_worker.jobs", "sign_ins", "password_resets"]);
      written.push(after.map((count, at) => count - (before[at] ?? 0)));
    }
    expect(written[1], name).toEqual(written[0]);
    expect(written[0]?.[0], name).toBeGreaterThan(0);
  }
});

test("a double press signs in twice, a code that is typed later is over", async () => {
  const user = await the.account();
  const [first, again] = [await begin(user.email, "browser"), await begin(user.email, "browser")];
  expect(again).toEqual(first);
  expect(await the.mailsTo(user.email)).toHaveLength(1);
  expect(await complete(first.signInId, first.code)).toMatchObject({ ok: true });
  expect(await complete(first.signInId, first.code)).toMatchObject({ ok: true });
  database.clock.advance(60);
  expect(await complete(first.signInId, first.code)).toEqual({ ok: false, reason: "sign_in_over" });
});

test("an account ID signs its owner in, in any case", async () => {
  const user = await the.account({ accountId: "birch-it" });
  await begin(" Birch-IT ");
  expect((await the.mailsTo(user.email)).map(({ kind }) => kind)).toEqual(["sign-in-code"]);
});

test("a name that nobody has gets the same row, no mail, and no code is right", async () => {
  const user = await the.account();
  const [known, unknown] = [await begin(user.email), await begin(freshEmail())];
  const rows = await Promise.all([known, unknown].map(({ signInId }) => findSignIn(database.ctx.db, signInId)));
  const alike = (row: (typeof rows)[number]) => ({ ...row, id: "", typed: "", userId: "", browserHash: "" });
  expect(alike(rows[1])).toEqual(alike(rows[0]));
  expect(await the.mailsTo(rows[1]?.typed ?? "")).toEqual([]);
  const answers = [];
  for (let tries = 0; tries < 5; tries++) answers.push(await complete(unknown.signInId, unknown.code));
  expect(answers.slice(0, 4)).toEqual(
    [4, 3, 2, 1].map((triesLeft) => ({ ok: false, reason: "wrong_code", triesLeft })),
  );
  expect(answers[4]).toEqual({ ok: false, reason: "too_many_codes" });
});

test("five wrong codes end the sign-in, also twenty at once", async () => {
  const user = await the.account();
  const { signInId, code } = await begin(user.email);
  await database.openConnections();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => complete(signInId, wrong(code))));
  const told = outcomes.flatMap((outcome) => (!outcome.ok && outcome.reason === "wrong_code" ? outcome.triesLeft : []));
  expect(told.toSorted()).toEqual([1, 2, 3, 4]);
  expect(await complete(signInId, code)).toEqual({ ok: false, reason: "sign_in_over" });
});

test("a code lives for 15 minutes and is sent again after the cool-down", async () => {
  const user = await the.account();
  const { signInId, code } = await begin(user.email);
  expect(await resendSignInCode(database.ctx, signInId, "en")).toMatchObject({ ok: false, reason: "too_early" });
  database.clock.advance(30);
  expect(await resendSignInCode(database.ctx, signInId, "en")).toEqual({ ok: true });
  expect(await the.mailsTo(user.email)).toHaveLength(2);
  database.clock.advance(15 * 60 - 30);
  expect(await complete(signInId, code)).toEqual({ ok: false, reason: "sign_in_over" });
  expect(await resendSignInCode(database.ctx, signInId, "en")).toEqual({ ok: false, reason: "sign_in_over" });
});

test("forty sign-ins at once are more than there are connections, and all are answered", async () => {
  const user = await the.account();
  await database.openConnections();
  const begun = await Promise.all(Array.from({ length: 40 }, () => begin(user.email)));
  expect(new Set(begun.map(({ signInId }) => signInId)).size).toBe(40);
});

test.each([["a\0b@acme.example"], ["\0"], ["x".repeat(10_000)], ["💣'; drop table users; --"]])(
  "%j is answered like any name that nobody has",
  async (typed) => {
    const { signInId } = await begin(typed);
    expect((await findSignIn(database.ctx.db, signInId))?.userId).toBeNull();
  },
);
