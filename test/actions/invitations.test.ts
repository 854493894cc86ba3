import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptInvitation } from "../../src/actions/accept-invitation.ts";
import { forgetExpired } from "../../src/actions/forget-expired.ts";
import { inviteUser, resendInvitation, withdrawInvitation } from "../../src/actions/invite-user.ts";
import { findInvitation } from "../../src/db/invitations.ts";
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

const DAY = 24 * 3600;

const invite = (by: User, email: string, role: "admin" | "viewer" = "viewer") =>
  inviteUser(database.ctx, personOf(by), { email: addressOf(email), role, language: "ja" });

const accept = (invitationId: string) =>
  acceptInvitation(database.ctx, database.ctx.secrets.linkToken(invitationId), "ja");

test("whoever accepts is a user of the account with the role and a proven address", async () => {
  const owner = await the.account();
  const email = freshEmail();
  expect(await invite(owner, email, "admin")).toEqual({ ok: true });
  const mails = await the.mailsTo(email);
  expect(mails.map(({ kind, language }) => [kind, language])).toEqual([["invitation", "ja"]]);
  const accepted = await accept(mails[0]?.subjectId ?? "");
  const user = await findUserByEmail(database.ctx.db, email);
  expect(accepted).toEqual({ ok: true, userId: user?.id });
  expect(user).toMatchObject({
    accountId: owner.accountId,
    role: "admin",
    language: "ja",
    emailVerifiedAt: database.ctx.now(),
  });
  const types = (await the.eventsOf(`account:${owner.accountId}`)).map(({ type }) => type);
  expect(types.slice(-2)).toEqual(["user.invited", "user.joined"]);
});

test("an address is invited once, and a user of the account not at all", async () => {
  const owner = await the.account();
  const { email } = await people.invited(owner);
  expect(await invite(owner, email.toUpperCase())).toEqual({ ok: false, reason: "already_invited" });
  expect(await invite(owner, owner.email)).toEqual({ ok: false, reason: "already_user" });
  expect((await the.mailsTo(email)).length).toBe(1);
});

test("to whoever invites, a user of another account is like anybody, and that user stays where they are", async () => {
  const [owner, elsewhere] = [await the.account(), await the.account()];
  const { id } = await people.invited(owner, "viewer", elsewhere.email);
  expect(await accept(id)).toEqual({ ok: false, reason: "address_in_use" });
  expect((await findUserByEmail(database.ctx.db, elsewhere.emailIdentity))?.accountId).toBe(elsewhere.accountId);
  expect(await people.roles(owner.accountId)).toEqual([[owner.id, "owner"]]);
});

test("an invitation works for a week, and for another one when it is sent again", async () => {
  const owner = await the.account();
  const { id, email } = await people.invited(owner);
  expect(await resendInvitation(database.ctx, personOf(owner), id)).toMatchObject({ ok: false, reason: "too_early" });
  database.clock.advance(7 * DAY);
  expect(await accept(id)).toEqual({ ok: false, reason: "invitation_expired" });
  expect(await resendInvitation(database.ctx, personOf(owner), id)).toEqual({ ok: true });
  database.clock.advance(7 * DAY - 1);
  expect(await accept(id)).toMatchObject({ ok: true });
  expect((await the.mailsTo(email)).map(({ subjectId }) => subjectId)).toEqual([id, id]);
});

test("a withdrawn invitation is worth nothing, and the address can be invited anew", async () => {
  const owner = await the.account();
  const { id, email } = await people.invited(owner);
  expect(await withdrawInvitation(database.ctx, personOf(owner), id)).toEqual({ ok: true });
  expect(await withdrawInvitation(database.ctx, personOf(owner), id)).toEqual({
    ok: false,
    reason: "unknown_invitation",
  });
  expect(await resendInvitation(database.ctx, personOf(owner), id)).toMatchObject({ reason: "unknown_invitation" });
  expect(await accept(id)).toEqual({ ok: false, reason: "invitation_over" });
  const again = await people.invited(owner, "viewer", email);
  expect(await accept(again.id)).toMatchObject({ ok: true });
});

test("an invitation of another account cannot be sent again or withdrawn", async () => {
  const [owner, stranger] = [await the.account(), await the.account()];
  const { id } = await people.invited(owner);
  const refused = { ok: false, reason: "unknown_invitation" };
  expect(await withdrawInvitation(database.ctx, personOf(stranger), id)).toEqual(refused);
  expect(await resendInvitation(database.ctx, personOf(stranger), id)).toEqual(refused);
  expect(await accept(id)).toMatchObject({ ok: true });
});

test("of ten presses at once on one invitation there comes one user, and all are told the same", async () => {
  const owner = await the.account();
  const { id, email } = await people.invited(owner);
  await database.openConnections();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => accept(id)));
  const user = await findUserByEmail(database.ctx.db, email);
  expect(outcomes).toEqual(outcomes.map(() => ({ ok: true, userId: user?.id })));
  const joined = (await the.eventsOf(`account:${owner.accountId}`)).filter(({ type }) => type === "user.joined");
  expect(joined).toHaveLength(1);
  database.clock.advance(60);
  expect(await accept(id)).toEqual({ ok: false, reason: "invitation_over" });
});

test("an address that two accounts invite comes to one of them, whoever is accepted first", async () => {
  const email = freshEmail();
  const owners = await Promise.all([the.account(), the.account(), the.account()]);
  const invitations = [];
  for (const owner of owners) invitations.push(await people.invited(owner, "viewer", email));
  await database.openConnections();
  const outcomes = await Promise.all(invitations.map(({ id }) => accept(id)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]))).toEqual([
    "address_in_use",
    "address_in_use",
  ]);
});

test("withdrawn and accepted at once, an invitation has one end", async () => {
  const owner = await the.account();
  for (let round = 0; round < 3; round++) {
    const { id, email } = await people.invited(owner);
    await database.openConnections();
    const [accepted, withdrawn] = await Promise.all([
      accept(id),
      withdrawInvitation(database.ctx, personOf(owner), id),
    ]);
    expect(accepted.ok).not.toBe(withdrawn.ok);
    expect((await findUserByEmail(database.ctx.db, email)) !== undefined).toBe(accepted.ok);
    expect((await findInvitation(database.ctx.db, id))?.endedReason).toBe(accepted.ok ? "accepted" : "withdrawn");
  }
});

test("of an address that never came nothing is kept a month after the invitation expired", async () => {
  const { id, email } = await people.invited(await the.account());
  database.clock.advance(37 * DAY);
  await forgetExpired(database.ctx);
  expect(await findInvitation(database.ctx.db, id)).toBeDefined();
  database.clock.advance(1);
  await forgetExpired(database.ctx);
  expect(await findInvitation(database.ctx.db, id)).toBeUndefined();
  expect(await the.mailsTo(email)).toEqual([]);
});
