import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestVerification, resendVerification } from "../../src/actions/request-verification.ts";
import { findLatestVerification } from "../../src/db/verifications.ts";
import { parseEmail } from "../../src/policy/email-address.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { freshEmail } from "../support/sample-order.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase({ settings: { VERIFICATION_TTL: "1h", RESEND_COOLDOWN: "30s" } });
  the = world(database.ctx);
});
afterAll(() => database.close());

const request = (activationId: string, typed: string) => {
  const email = parseEmail(typed);
  if (!email.ok) throw new Error(email.fault);
  return requestVerification(database.ctx, { activationId, email, language: "en" });
};
const resend = (activationId: string) => resendVerification(database.ctx, activationId, "en");
const kindsTo = async (address: string) => (await the.mailsTo(address)).map(({ kind }) => kind);

test("a mail goes out and nothing exists but the attempt", async () => {
  const order = await the.order();
  const email = freshEmail();
  const activationId = await the.openedActivation(order);
  expect(await request(activationId, email)).toEqual({ ok: true });
  expect(await kindsTo(email)).toEqual(["verify-email"]);
  const { db } = database.ctx;
  expect(await db.selectFrom("users").select("id").where("email", "=", email).execute()).toEqual([]);
  expect(await db.selectFrom("accounts").select("id").execute()).toEqual([]);
  expect(await the.accountsHolding(order)).toEqual([]);
  const jobs = await db
    .selectFrom("graphile_worker.jobs" as never)
    .selectAll()
    .execute();
  expect(jobs).toHaveLength(1);
});

test("an address that has a user gets another mail and the same answer, in any spelling", async () => {
  const user = await the.account();
  const activationId = await the.openedActivation(await the.order());
  const loud = user.email.toUpperCase();
  expect(await request(activationId, loud)).toEqual({ ok: true });
  expect(await kindsTo(loud)).toEqual(["sign-in-instead"]);
});

describe("sending again", () => {
  test("waits for the cool-down, then sends the same code and link", async () => {
    const { activationId, email, verificationId } = await the.requestedActivation(await the.order());
    const possibleAt = new Date(database.ctx.now().getTime() + 30_000);
    expect(await resend(activationId)).toEqual({ ok: false, reason: "too_early", possibleAt });
    expect(await request(activationId, email)).toEqual({ ok: true });
    expect(await kindsTo(email)).toHaveLength(1);
    database.clock.advance(30);
    expect(await resend(activationId)).toEqual({ ok: true });
    expect((await the.mailsTo(email)).map(({ subjectId }) => subjectId)).toEqual([verificationId, verificationId]);
  });

  test("ten presses at once send one mail", async () => {
    const { activationId, email } = await the.requestedActivation(await the.order());
    database.clock.advance(31);
    await database.openConnections();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => resend(activationId)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await kindsTo(email)).toHaveLength(2);
  });

  test("finds nothing to send before the first mail and after the end", async () => {
    const activationId = await the.openedActivation(await the.order());
    expect(await resend(activationId)).toEqual({ ok: false, reason: "nothing_to_resend" });
    const running = await the.requestedActivation(await the.order());
    database.clock.advance(3600);
    expect(await resend(running.activationId)).toEqual({ ok: false, reason: "nothing_to_resend" });
  });
});

test("another address takes the place of the first, whose code and link end", async () => {
  const first = await the.requestedActivation(await the.order());
  const email = freshEmail();
  expect(await request(first.activationId, email)).toEqual({ ok: true });
  const latest = await findLatestVerification(database.ctx.db, first.activationId);
  expect(latest).toMatchObject({ email, endedReason: null });
  expect(latest?.id).not.toBe(first.verificationId);
  const { db } = database.ctx;
  const replaced = await db.selectFrom("verifications").selectAll().where("id", "=", first.verificationId).execute();
  expect(replaced[0]?.endedReason).toBe("replaced");
});

test("after the end of its life the same address gets a new code", async () => {
  const { activationId, email, code } = await the.requestedActivation(await the.order());
  database.clock.advance(3600);
  expect(await request(activationId, email)).toEqual({ ok: true });
  const latest = await findLatestVerification(database.ctx.db, activationId);
  expect(database.ctx.secrets.code(latest?.id ?? "")).not.toBe(code);
  expect(await kindsTo(email)).toHaveLength(2);
});

test("no mail goes out for an order that somebody has, nor for one of the original process", async () => {
  const order = await the.order();
  const activationId = await the.openedActivation(order);
  await the.activated(order);
  const original = await the.openedActivation(await the.order({ channel: "direct" }));
  const email = freshEmail();
  expect(await request(activationId, email)).toMatchObject({ reason: "already_activated" });
  expect(await request(original, email)).toEqual({ ok: false, reason: "original_process" });
  expect(await kindsTo(email)).toEqual([]);
});
