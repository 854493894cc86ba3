import type { Context } from "../context.ts";
import { findAccountByLoginId } from "../db/accounts.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import {
  findLatestSignIn,
  insertSignIn,
  lockSignIn,
  lockSignInsOfBrowser,
  markSignInSent,
  type SignIn,
} from "../db/sign-ins.ts";
import { findUser, findUserByEmail, listOwners, type User } from "../db/users.ts";
import { type LoginName, readLoginName } from "../policy/login-name.ts";
import { resendPossibleAt } from "../policy/verification.ts";
import { hashToken } from "../secrets.ts";
import { enqueueMail } from "./enqueue-mail.ts";

export type BeginSignIn = {
  /** An e-mail address or an account ID, as typed. */
  typed: string;
  browserToken: string;
  language: string;
  /** Where the sign-in leads back to: the attempt that it interrupts, or the mail that asked for it. */
  activationId: string | null;
  verificationId: string | null;
  /** The console's sign-in that waits for this one. */
  interactionUid?: string | null;
};

const CODE_LIFE_SECONDS = 15 * 60;

/** Sends a sign-in code where the address or account ID has a user; answers the same where it has none. */
export const beginSignIn = (ctx: Context, input: BeginSignIn): Promise<{ signInId: string }> =>
  inTransaction(ctx.db, async (tx) => {
    const name = readLoginName(input.typed);
    const typed = name.text;
    const user = await userOf(tx, name);
    const now = ctx.now();
    const browserHash = hashToken(input.browserToken);
    await lockSignInsOfBrowser(tx, browserHash);
    const latest = await findLatestSignIn(tx, browserHash);
    if (latest && isSameAgain(latest, { ...input, typed }, ctx)) return { signInId: latest.id };
    const signInId = ctx.newId();
    await insertSignIn(tx, {
      id: signInId,
      browserHash,
      typed,
      userId: user?.id ?? null,
      activationId: input.activationId,
      verificationId: input.verificationId,
      interactionUid: input.interactionUid ?? null,
      sentAt: now,
      expiresAt: new Date(now.getTime() + CODE_LIFE_SECONDS * 1000),
    });
    if (user) await enqueueMail(ctx, tx, codeMail(user, signInId, input.language));
    return { signInId };
  });

/** A double press, or the back button and the same name again: one mail, one code. */
const isSameAgain = (latest: SignIn, input: BeginSignIn, ctx: Context): boolean =>
  latest.endedAt === null &&
  resendPossibleAt(latest.sentAt, ctx.config.resendCooldownSeconds) > ctx.now() &&
  latest.typed === input.typed &&
  latest.activationId === input.activationId &&
  latest.verificationId === input.verificationId &&
  latest.interactionUid === (input.interactionUid ?? null);

export type SignInResent =
  | { ok: true }
  | { ok: false; reason: "too_early"; possibleAt: Date }
  | { ok: false; reason: "sign_in_over" };

/** Sends the same code again, once the cool-down is over. */
export const resendSignInCode = (ctx: Context, signInId: string, language: string): Promise<SignInResent> =>
  inTransaction(ctx.db, async (tx) => {
    const signIn = await lockSignIn(tx, signInId);
    if (!signIn || signIn.endedAt !== null || signIn.expiresAt <= ctx.now())
      return { ok: false, reason: "sign_in_over" };
    const possibleAt = resendPossibleAt(signIn.sentAt, ctx.config.resendCooldownSeconds);
    if (possibleAt > ctx.now()) return { ok: false, reason: "too_early", possibleAt };
    await markSignInSent(tx, signInId, ctx.now());
    const user = signIn.userId === null ? undefined : await findUser(tx, signIn.userId);
    if (user) await enqueueMail(ctx, tx, codeMail(user, signInId, language));
    return { ok: true };
  });

/**
 * Both look-ups are always made, so that the time of the answer does not tell which kind of name is known. They use
 * the connection of the transaction: were each to ask for another one, a few sign-ins at once would wait for ever.
 */
const userOf = async (tx: Tx, { identity }: LoginName): Promise<User | undefined> => {
  const byEmail = await findUserByEmail(tx, identity);
  const account = await findAccountByLoginId(tx, identity);
  return byEmail ?? (account ? (await listOwners(tx, [account.id]))[0] : undefined);
};

const codeMail = (user: User, signInId: string, language: string) => ({
  kind: "sign-in-code" as const,
  recipient: user.email,
  language,
  subjectId: signInId,
});
