import { afterAll, beforeEach, expect, test } from "vitest";
import { beginSession } from "../support/begin-session.ts";
import { beginSignIn } from "../../src/actions/begin-sign-in.ts";
import { forgetExpired } from "../../src/actions/forget-expired.ts";
import { findActivation } from "../../src/db/activations.ts";
import { findVerification } from "../../src/db/verifications.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase | undefined;
let the: ReturnType<typeof world>;
beforeEach(async () => {
  await database?.close();
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database?.close());

const { ctx, clock } = {
  ctx: () => (database as TestDatabase).ctx,
  clock: () => (database as TestDatabase).clock,
};
const DAY = 24 * 3600;
const count = async (table: "sessions" | "signIns" | "activations" | "mails") =>
  (await ctx().db.selectFrom(table).select("id").execute()).length;

test("of a verification that expired no address is kept, nor the mail to it; a running one stays", async () => {
  const expired = await the.requestedActivation(await the.order());
  clock().advance(DAY - 60);
  const running = await the.requestedActivation(await the.order());
  clock().advance(61);
  expect(await forgetExpired(ctx())).toEqual({ addresses: 1, activations: 0 });
  expect(await findVerification(ctx().db, expired.verificationId)).toMatchObject({ email: null, emailIdentity: null });
  expect(await the.mailsTo(expired.email)).toEqual([]);
  expect(await findVerification(ctx().db, running.verificationId)).toMatchObject({ email: running.email });
  expect(await the.mailsTo(running.email)).toHaveLength(1);
  expect(await forgetExpired(ctx())).toEqual({ addresses: 0, activations: 0 });
});

test("attempts that came to nothing go after 30 days, what was activated stays", async () => {
  const order = await the.order();
  const attempt = await the.requestedActivation(order);
  const user = await the.activated(order);
  clock().advance(30 * DAY);
  expect((await forgetExpired(ctx())).activations).toBe(0);
  clock().advance(1);
  expect((await forgetExpired(ctx())).activations).toBe(1);
  expect(await findActivation(ctx().db, attempt.activationId)).toBeUndefined();
  expect(await findVerification(ctx().db, attempt.verificationId)).toBeUndefined();
  expect(await count("activations")).toBe(1);
  expect((await the.mailsTo(user.email)).map(({ kind }) => kind)).toEqual(["order-activated"]);
});

test("sign-ins and sessions go a day after their end", async () => {
  const user = await the.account();
  const place = { activationId: null, verificationId: null };
  await beginSignIn(ctx(), { typed: user.email, browserToken: "b", language: "en", ...place });
  await beginSession(ctx(), user.id, "browser");
  await forgetExpired(ctx());
  expect([await count("signIns"), await count("sessions")]).toEqual([1, 1]);
  clock().advance(DAY + 15 * 60 + 1);
  await forgetExpired(ctx());
  expect([await count("signIns"), await count("sessions"), await count("mails")]).toEqual([0, 1, 0]);
  clock().advance(14 * DAY);
  await forgetExpired(ctx());
  expect(await count("sessions")).toBe(0);
});
