import type { Context } from "../context.ts";
import { type AccessRequest, findAccessRequest, markAccessAnswered } from "../db/access-requests.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { decideManaging, type GivenRole, type UserRefusal } from "../policy/account-users.ts";
import { enqueueMail } from "./enqueue-mail.ts";
import { lockAccountUsers, userOf } from "./lock-account-users.ts";
import { sendInvitation } from "./send-invitation.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

export type AccessAnswer = { answer: "let_in"; role: GivenRole } | { answer: "declined" };

export type AccessAnswered = { ok: true } | UserRefusal | { ok: false; reason: "unknown_request" | "already_answered" };

/**
 * Answers somebody who asks for access, and mails them. Whoever is let in gets an invitation: nobody has checked yet
 * that the address which they gave is theirs. One answer is for all that they asked this account for.
 */
export const answerAccessRequest = (
  ctx: Context,
  person: SignedInPerson,
  requestId: string,
  answer: AccessAnswer,
): Promise<AccessAnswered> =>
  inTransaction(ctx.db, async (tx) => {
    const users = await lockAccountUsers(tx, person.accountId);
    const verdict = decideManaging(userOf(users, person.userId));
    if (!verdict.ok) return verdict;
    const request = await findAccessRequest(tx, requestId);
    if (request?.accountId !== person.accountId) return { ok: false, reason: "unknown_request" };
    if (request.answer !== null) return { ok: false, reason: "already_answered" };
    const said = { answer: answer.answer, answeredBy: person.userId, answeredAt: ctx.now() };
    await markAccessAnswered(tx, request, said);
    const isUser = users.some((user) => user.emailIdentity === request.askerIdentity);
    if (answer.answer === "declined") await decline(ctx, tx, person, request);
    else await letIn(ctx, tx, person, request, isUser ? undefined : answer.role);
    return { ok: true };
  });

const decline = async (ctx: Context, tx: Tx, person: SignedInPerson, request: AccessRequest): Promise<void> => {
  const { id: accessRequestId, asker: recipient, language } = request;
  await insertUserEvent(ctx, tx, person, "access.declined", { accessRequestId });
  await enqueueMail(ctx, tx, { kind: "access-declined", recipient, language, subjectId: accessRequestId });
};

/** Somebody who became a user meanwhile needs no invitation. */
const letIn = async (
  ctx: Context,
  tx: Tx,
  person: SignedInPerson,
  { id: accessRequestId, asker, askerIdentity, language }: AccessRequest,
  role: GivenRole | undefined,
): Promise<void> => {
  const { accountId, userId: invitedBy } = person;
  const email = { email: asker, identity: askerIdentity };
  const invitationId = role && (await sendInvitation(ctx, tx, { accountId, invitedBy, email, role, language }));
  await insertUserEvent(ctx, tx, person, "access.let_in", { accessRequestId, ...(role && { role, invitationId }) });
};
