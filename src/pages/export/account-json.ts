import type { Context } from "../../context.ts";
import { listAccessRequests } from "../../db/access-requests.ts";
import { findAccount } from "../../db/accounts.ts";
import { listEventsOfAccount } from "../../db/audit-events.ts";
import { listFormerUsers } from "../../db/former-users.ts";
import { listInvitations } from "../../db/invitations.ts";
import { listUsersOfAccount } from "../../db/users.ts";
import { exportedLicenses } from "./licenses.ts";
import { pagesOf } from "./pages-of.ts";

const EVENTS_AT_ONCE = 1000;

/** All that the portal keeps of an account and its people, and nothing that signs anybody in. */
export async function* accountJson(ctx: Context, accountId: string): AsyncGenerator<string> {
  const facts = await shortFacts(ctx, accountId);
  yield `${JSON.stringify(facts, null, 2).slice(0, -2)},\n`;
  yield* list("licenses", exportedLicenses(ctx, accountId));
  yield ",\n";
  yield* list("activity", exportedEvents(ctx, accountId));
  yield "\n}\n";
}

async function* list(name: string, rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  yield `  ${JSON.stringify(name)}: [`;
  let separator = "\n";
  for await (const row of rows) {
    yield `${separator}    ${JSON.stringify(row)}`;
    separator = ",\n";
  }
  yield "\n  ]";
}

async function* exportedEvents(ctx: Context, accountId: string) {
  const read = (last?: { entry: number }) =>
    listEventsOfAccount(ctx.db, accountId, { limit: EVENTS_AT_ONCE, ...(last && { before: last.entry }) });
  for await (const { at, type, actor, subject, data } of pagesOf(EVENTS_AT_ONCE, read))
    yield { at, type, actor, subject, data };
}

const shortFacts = async (ctx: Context, accountId: string) => {
  const account = await findAccount(ctx.db, accountId);
  if (!account) throw new Error(`Account ${accountId} is gone.`);
  const { companyKey: _, importDigest: __, loginId, ...shown } = account;
  const [users, formerUsers, invitations, requests] = [
    await listUsersOfAccount(ctx.db, accountId),
    await listFormerUsers(ctx.db, accountId),
    await listInvitations(ctx.db, accountId),
    await listAccessRequests(ctx.db, accountId),
  ];
  return {
    exportedAt: ctx.now(),
    account: { ...shown, accountId: loginId },
    users: users.map(({ accountId: _, emailIdentity: __, emailDomain: ___, ...user }) => user),
    formerUsers,
    invitations: invitations.map(({ id, email, role, invitedBy, invitedAt, expiresAt, endedReason }) => ({
      ...{ id, email, role, invitedBy, invitedAt, expiresAt },
      ended: endedReason,
    })),
    accessRequests: requests.map(({ id, asker, askedAt, answer, answeredBy, answeredAt }) => ({
      ...{ id, asker, askedAt, answer, answeredBy, answeredAt },
    })),
  };
};
