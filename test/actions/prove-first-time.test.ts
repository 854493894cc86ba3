import { afterAll, beforeAll, expect, test } from "vitest";
import { beginSession } from "../support/begin-session.ts";
import { beginSignIn } from "../../src/actions/begin-sign-in.ts";
import { completeSignIn } from "../../src/actions/complete-sign-in.ts";
import { registerKey } from "../../src/actions/register-key.ts";
import { findPassword } from "../../src/db/passwords.ts";
import { listSessionsOfUser } from "../../src/db/sessions.ts";
import { findUser } from "../../src/db/users.ts";
import { randomToken } from "../../src/secrets.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { newRegistration } from "../support/sample-registration.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

/** Somebody fills in the long form with this address; nobody has opened its mails. */
const registered = async () => {
  const order = await the.order({ items: [{ sku: "A1" }] });
  const claim = newRegistration();
  const outcome = await registerKey(database.ctx, { activationId: await the.agreedActivation(order), claim });
  if (!outcome.ok) throw new Error(outcome.reason);
  await beginSession(database.ctx, outcome.userId, "the browser that registered");
  return { userId: outcome.userId, email: claim.form.email };
};

const signInByCode = async (typed: string, knows: boolean) => {
  const begun = { typed, browserToken: randomToken(), language: "en" };
  const { signInId } = await beginSignIn(database.ctx, begun);
  const browser = { userAgent: "the owner's browser", knows: () => knows };
  return completeSignIn(database.ctx, { signInId, typedCode: database.ctx.secrets.code(signInId), browser });
};

const left = async (userId: string) => ({
  password: (await findPassword(database.ctx.db, userId)) !== undefined,
  sessions: (await listSessionsOfUser(database.ctx.db, userId)).map(({ userAgent }) => userAgent),
  proven: (await findUser(database.ctx.db, userId))?.emailVerifiedAt !== null,
});

test("whoever registered with an address that is not theirs is out when its owner comes", async () => {
  const { userId, email } = await registered();
  expect(await left(userId)).toEqual({ password: true, sessions: ["the browser that registered"], proven: false });
  expect(await signInByCode(email, false)).toMatchObject({ ok: true });
  expect(await left(userId)).toEqual({ password: false, sessions: ["the owner's browser"], proven: true });
});

test("the browser that registered proves its own address and loses nothing", async () => {
  const { userId, email } = await registered();
  expect(await signInByCode(email, true)).toMatchObject({ ok: true });
  expect(await left(userId)).toMatchObject({ password: true, proven: true });
  expect(await signInByCode(email, false)).toMatchObject({ ok: true });
  expect(await left(userId)).toMatchObject({ password: true });
});
