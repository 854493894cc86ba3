import { afterAll, beforeAll, expect, test } from "vitest";
import { activateOrder } from "../../src/actions/activate-order.ts";
import { proveAddress } from "../../src/actions/prove-address.ts";
import { findActivation } from "../../src/db/activations.ts";
import { findVerification } from "../../src/db/verifications.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const prove = (activationId: string, code: string) => proveAddress(database.ctx, activationId, code);
const stateOf = async (id: string) => (await findActivation(database.ctx.db, id))?.state;
const wrong = (code: string) => (code === "000000" ? "000001" : "000000");
const requested = async (email?: string) => the.requestedActivation(await the.order(), email);

test("the right code leads on, also with spaces, hyphens or full-width digits", async () => {
  const { activationId, code } = await requested();
  const fullWidth = code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  for (const typed of [code, ` ${code.slice(0, 3)} ${code.slice(3)}`, code.replace(/^(...)/, "$1-"), fullWidth]) {
    expect(await prove(activationId, typed)).toEqual({ ok: true });
  }
  expect(await stateOf(activationId)).toBe("proven");
});

test("only a typed code proves this browser: activating by the link elsewhere does not", async () => {
  const [typed, linked] = [await requested(), await requested()];
  await prove(typed.activationId, typed.code);
  const { activationId, verificationId } = linked;
  expect(await activateOrder(database.ctx, { activationId, claim: { verificationId } })).toMatchObject({ ok: true });
  const provenAt = async (id: string) => (await findVerification(database.ctx.db, id))?.provenAt;
  expect(await provenAt(typed.verificationId)).toEqual(database.ctx.now());
  expect(await provenAt(verificationId)).toBeNull();
  expect(await prove(activationId, linked.code)).toEqual({ ok: false, reason: "nothing_to_verify" });
});

test("four wrong codes are told, the right one still leads on", async () => {
  const { activationId, code } = await requested();
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await prove(activationId, wrong(code))).toEqual({ ok: false, reason: "wrong_code", triesLeft });
  }
  expect(await prove(activationId, code)).toEqual({ ok: true });
});

test("five wrong ones end the attempt, tried one by one or all at once", async () => {
  const { activationId, verificationId, code } = await requested();
  await database.openConnections();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => prove(activationId, wrong(code))));
  const told = outcomes.flatMap((outcome) => (!outcome.ok && outcome.reason === "wrong_code" ? outcome.triesLeft : []));
  expect(told.toSorted()).toEqual([1, 2, 3, 4]);
  expect(outcomes.filter((outcome) => outcome.ok)).toEqual([]);
  expect(await prove(activationId, code)).toEqual({ ok: false, reason: "too_many_codes" });
  expect(await stateOf(activationId)).toBe("ended");
  const claim = { verificationId };
  expect(await activateOrder(database.ctx, { activationId, claim })).toEqual({ ok: false, reason: "too_many_codes" });
});

test("they end an attempt that was proven, too: the page is still open in another tab", async () => {
  const { activationId, code } = await requested();
  await prove(activationId, code);
  for (let tries = 0; tries < 5; tries++) await prove(activationId, wrong(code));
  expect(await stateOf(activationId)).toBe("ended");
});

test("no code is right for an address that has a user, and five end that attempt alike", async () => {
  const user = await the.account();
  const { activationId, code } = await requested(user.email);
  const answers = [];
  for (let tries = 0; tries < 6; tries++) answers.push(await prove(activationId, code));
  expect(answers.slice(0, 4).map((answer) => !answer.ok && answer.reason)).toEqual(Array(4).fill("wrong_code"));
  expect(answers.slice(4)).toEqual(Array(2).fill({ ok: false, reason: "too_many_codes" }));
});

test("a code is worth nothing for another attempt, before a mail, or after the end of its life", async () => {
  const [mine, other] = [await requested(), await requested()];
  expect(await prove(other.activationId, mine.code)).toMatchObject({ reason: "wrong_code" });
  const unasked = await the.openedActivation(await the.order());
  expect(await prove(unasked, mine.code)).toEqual({ ok: false, reason: "nothing_to_verify" });
  database.clock.advance(24 * 3600);
  expect(await prove(mine.activationId, mine.code)).toEqual({ ok: false, reason: "verification_expired" });
});
