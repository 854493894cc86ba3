import { isDeepStrictEqual } from "node:util";
import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { findUserByLogin } from "../db/logins.ts";
import {
  findLatestSignIn,
  insertSignIn,
  lockSignIn,
  lockSignInsOfBrowser,
  markSignInSent,
  type SignIn,
  type WayBack,
  wayBackOf,
} from "../db/sign-ins.ts";
import { findUser, type User } from "../db/users.ts";
import { readLoginName } from "../policy/login-name.ts";
import { resendPossibleAt } from "../policy/verification.ts";
import { hashToken } from "../secrets.ts";
import { enqueueMail, NOBODY } from "./enqueue-mail.ts";

export type BeginSignIn = {
  /** An e-mail address or an account ID, as typed. */
  typed: string;
  browserToken: string;
  language: string;
  /** False where a password is to be typed: then a code goes out only when it is asked for. */
  withCode?: boolean;
} & Partial<WayBack>;

const CODE_LIFE_SECONDS = 15 * 60;

/** Sends a sign-in code where the address or account ID has a user; answers the same where it has none. */
export const beginSignIn = (ctx: Context, { withCode = true, ...input }: BeginSignIn): Promise<{ signInId: string }> =>
  inTransaction(ctx.db, async (tx) => {
    const name = readLoginName(input.typed);
    const typed = name.text;
    const user = await findUserByLogin(tx, name);
    const now = ctx.now();
    const browserHash = hashToken(input.browserToken);
    await lockSignInsOfBrowser(tx, browserHash);
    const latest = await findLatestSignIn(tx, browserHash);
    if (latest && isSameAgain(latest, { ...input, typed, withCode }, ctx)) return { signInId: latest.id };
    const signInId = ctx.newId();
    await insertSignIn(tx, {
      id: signInId,
      browserHash,
      typed,
      userId: user?.id ?? null,
      ...wayBackOf(input),
      codeSent: withCode,
      sentAt: now,
      expiresAt: new Date(now.getTime() + CODE_LIFE_SECONDS * 1000),
    });
    if (withCode) await enqueueMail(ctx, tx, codeMail(user, signInId, input.language));
    return { signInId };
  });

/** A double press, or the back button and the same name again: one mail, one code. */
const isSameAgain = (latest: SignIn, input: BeginSignIn, ctx: Context): boolean =>
  latest.endedAt === null &&
  resendPossibleAt(latest.sentAt, ctx.config.resendCooldownSeconds) > ctx.now() &&
  latest.typed === input.typed &&
  (latest.codeSent || input.withCode === false) &&
  isDeepStrictEqual(wayBackOf(latest), wayBackOf(input));

export type SignInResent =
  | { ok: true }
  | { ok: false; reason: "too_early"; possibleAt: Date }
  | { ok: false; reason: "sign_in_over" };

/** Sends the code, or the same one again once the cool-down is over. */
export const resendSignInCode = (ctx: Context, signInId: string, language: string): Promise<SignInResent> =>
  inTransaction(ctx.db, async (tx) => {
    const signIn = await lockSignIn(tx, signInId);
    if (!signIn || signIn.endedAt !== null || signIn.expiresAt <= ctx.now())
      return { ok: false, reason: "sign_in_over" };
    const possibleAt = resendPossibleAt(signIn.sentAt, ctx.config.resendCooldownSeconds);
    if (signIn.codeSent && possibleAt > ctx.now()) return { ok: false, reason: "too_early", possibleAt };
    await markSignInSent(tx, signInId, ctx.now());
    const user = signIn.userId === null ? undefined : await findUser(tx, signIn.userId);
    await enqueueMail(ctx, tx, codeMail(user, signInId, language));
    return { ok: true };
  });

const codeMail = (user: User | undefined, signInId: string, language: string) => ({
  kind: "sign-in-code" as const,
  recipient: user?.email ?? NOBODY,
  language,
  subjectId: signInId,
});
