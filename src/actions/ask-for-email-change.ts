import type { Context } from "../context.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import {
  type EmailChange,
  findLatestEmailChange,
  insertEmailChange,
  markEmailChangeEnded,
  markEmailChangeSent,
} from "../db/email-changes.ts";
import { findUser, findUserByEmail, lockUserRow } from "../db/users.ts";
import { EMAIL_CHANGE_SECONDS, emailChangeStands } from "../policy/email-change.ts";
import { resendPossibleAt } from "../policy/verification.ts";
import { enqueueMail } from "./enqueue-mail.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

export type EmailChangeAsked = { ok: true } | { ok: false; reason: "same_email" };

/**
 * Mails a code to the address that somebody wants to change to; nothing changes before it is typed. An address that has
 * a user already gets another mail, without a code, and the answer is the same.
 */
export const askForEmailChange = (
  ctx: Context,
  person: SignedInPerson,
  wish: { email: string; identity: string; language: string },
): Promise<EmailChangeAsked> =>
  inTransaction(ctx.db, async (tx) => {
    await lockUserRow(tx, person.userId);
    const user = await findUser(tx, person.userId);
    if (!user) throw new Error(`User ${person.userId} is gone.`);
    if (user.emailIdentity === wish.identity) return { ok: false, reason: "same_email" };
    const running = await runningChange(ctx, tx, person.userId);
    const isKnown = (await findUserByEmail(tx, wish.identity)) !== undefined;
    if (running?.emailIdentity === wish.identity && running.knownUser === isKnown) {
      if (isCool(ctx, running)) await send(ctx, tx, running, wish.language);
      return { ok: true };
    }
    if (running) await markEmailChangeEnded(tx, running.id, "replaced", ctx.now());
    const change = newChange(ctx, user, wish, isKnown);
    await insertEmailChange(tx, change);
    await insertUserEvent(ctx, tx, person, "user.email_change_asked", { emailChangeId: change.id });
    await send(ctx, tx, change, wish.language);
    return { ok: true };
  });

export type EmailCodeResent =
  | { ok: true }
  | { ok: false; reason: "too_early"; possibleAt: Date }
  | { ok: false; reason: "email_change_over" };

/** Sends the same code again, once the cool-down is over. */
export const resendEmailCode = (ctx: Context, { userId }: SignedInPerson, language: string): Promise<EmailCodeResent> =>
  inTransaction(ctx.db, async (tx) => {
    await lockUserRow(tx, userId);
    const running = await runningChange(ctx, tx, userId);
    if (!running) return { ok: false, reason: "email_change_over" };
    const possibleAt = resendPossibleAt(running.sentAt, ctx.config.resendCooldownSeconds);
    if (!isCool(ctx, running)) return { ok: false, reason: "too_early", possibleAt };
    await send(ctx, tx, running, language);
    return { ok: true };
  });

const runningChange = async (ctx: Context, tx: Tx, userId: string): Promise<EmailChange | undefined> => {
  const latest = await findLatestEmailChange(tx, userId);
  return latest && emailChangeStands(latest, ctx.now()).ok ? latest : undefined;
};

const isCool = (ctx: Context, { sentAt }: EmailChange): boolean =>
  resendPossibleAt(sentAt, ctx.config.resendCooldownSeconds) <= ctx.now();

const newChange = (
  ctx: Context,
  user: { id: string; email: string },
  wish: { email: string; identity: string },
  knownUser: boolean,
) => {
  const now = ctx.now();
  return {
    id: ctx.newId(),
    userId: user.id,
    oldEmail: user.email,
    email: wish.email,
    emailIdentity: wish.identity,
    knownUser,
    askedAt: now,
    sentAt: now,
    expiresAt: new Date(now.getTime() + EMAIL_CHANGE_SECONDS * 1000),
  };
};

const send = async (
  ctx: Context,
  tx: Tx,
  { id, email, knownUser }: Pick<EmailChange, "id" | "email" | "knownUser">,
  language: string,
): Promise<void> => {
  await markEmailChangeSent(tx, id, ctx.now());
  const kind = knownUser ? "new-email-in-use" : "verify-new-email";
  await enqueueMail(ctx, tx, { kind, recipient: email, language, subjectId: id });
};
