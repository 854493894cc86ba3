import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptInvitation } from "../../src/actions/accept-invitation.ts";
import { type AccessAnswer, answerAccessRequest } from "../../src/actions/answer-access-request.ts";
import { askForAccess } from "../../src/actions/ask-for-access.ts";
import { listOpenAccessRequests } from "../../src/db/access-requests.ts";
import { findUserByEmail, type User } from "../../src/db/users.ts";
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

const asked = async (asker: string, ownerEmail = freshEmail()) => {
  const order = await the.order();
  const owner = await the.activated(order, ownerEmail);
  const activationId = await the.openedActivation(order);
  await askForAccess(database.ctx, { activationId, asker: addressOf(asker) });
  const [request] = await listOpenAccessRequests(database.ctx.db, owner.accountId);
  return { owner, activationId, orderNumber: order.orderNumber, requestId: request?.id ?? "" };
};

const answer = (by: User, requestId: string, said: AccessAnswer) =>
  answerAccessRequest(database.ctx, personOf(by), requestId, said);

const kindsTo = async (email: string) => (await the.mailsTo(email)).map(({ kind }) => kind);

test("whoever is let in becomes a user with that role, once the mail has proven the address", async () => {
  const asker = freshEmail();
  const { owner, requestId } = await asked(asker);
  expect(await answer(owner, requestId, { answer: "let_in", role: "admin" })).toEqual({ ok: true });
  expect(await findUserByEmail(database.ctx.db, asker)).toBeUndefined();
  const [mail] = await the.mailsTo(asker);
  expect(mail?.kind).toBe("invitation");
  await acceptInvitation(database.ctx, database.ctx.secrets.linkToken(mail?.subjectId ?? ""), "en");
  expect(await findUserByEmail(database.ctx.db, asker)).toMatchObject({ accountId: owner.accountId, role: "admin" });
  expect(await listOpenAccessRequests(database.ctx.db, owner.accountId)).toEqual([]);
});

test("whoever is declined is told, and may ask again another day", async () => {
  const asker = freshEmail();
  const { owner, requestId, activationId } = await asked(asker);
  expect(await answer(owner, requestId, { answer: "declined" })).toEqual({ ok: true });
  expect(await kindsTo(asker)).toEqual(["access-declined"]);
  expect(await answer(owner, requestId, { answer: "let_in", role: "viewer" })).toEqual({
    ok: false,
    reason: "already_answered",
  });
  database.clock.advance(24 * 3600);
  await askForAccess(database.ctx, { activationId, asker: addressOf(asker) });
  expect(await listOpenAccessRequests(database.ctx.db, owner.accountId)).toHaveLength(1);
});

test("one answer is for everything that somebody asked this account for, and for no other account", async () => {
  const asker = freshEmail();
  const { owner, activationId, requestId } = await asked(asker);
  const other = await asked(asker);
  database.clock.advance(24 * 3600);
  await askForAccess(database.ctx, { activationId, asker: addressOf(asker) });
  expect(await listOpenAccessRequests(database.ctx.db, owner.accountId)).toHaveLength(2);
  expect(await answer(owner, requestId, { answer: "declined" })).toEqual({ ok: true });
  expect(await listOpenAccessRequests(database.ctx.db, owner.accountId)).toEqual([]);
  expect(await listOpenAccessRequests(database.ctx.db, other.owner.accountId)).toHaveLength(1);
  expect(await kindsTo(asker)).toEqual(["access-declined"]);
});

test("a request is answered by owner and admins of its own account alone", async () => {
  const { owner, requestId } = await asked(freshEmail());
  const [viewer, stranger] = [await people.joined(owner), await the.account()];
  const letIn = { answer: "let_in", role: "admin" } as const;
  expect(await answer(viewer, requestId, letIn)).toEqual({ ok: false, reason: "role_not_allowed" });
  expect(await answer(stranger, requestId, letIn)).toEqual({ ok: false, reason: "unknown_request" });
  const admin = await people.joined(owner, "admin");
  expect(await answer(admin, requestId, letIn)).toEqual({ ok: true });
});

test("somebody who became a user meanwhile gets no invitation", async () => {
  const asker = freshEmail();
  const { owner, requestId } = await asked(asker);
  await people.joined(owner, "viewer", asker);
  expect(await answer(owner, requestId, { answer: "let_in", role: "admin" })).toEqual({ ok: true });
  expect(await kindsTo(asker)).toEqual(["invitation"]);
  expect((await findUserByEmail(database.ctx.db, asker))?.role).toBe("viewer");
});

test("of answers at once one counts, and one mail goes out", async () => {
  const asker = freshEmail();
  const { owner, requestId } = await asked(asker);
  const admin = await people.joined(owner, "admin");
  await database.openConnections();
  const outcomes = await Promise.all([
    answer(owner, requestId, { answer: "declined" }),
    answer(admin, requestId, { answer: "let_in", role: "viewer" }),
    answer(owner, requestId, { answer: "let_in", role: "admin" }),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await kindsTo(asker)).toHaveLength(1);
});
