import type { Context } from "../context.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { lockSignIn, type SignIn, markSignInEnded, markWrongSignInCode } from "../db/sign-ins.ts";
import { findUser, markEmailVerified } from "../db/users.ts";
import { isRepeatedPress, judgeCode, MAX_WRONG_CODES } from "../policy/verification.ts";
import { sameText } from "../secrets.ts";
import { insertNewSession } from "./begin-session.ts";

export type CompleteSignIn = { signInId: string; typedCode: string; userAgent: string };

/** What the sign-in interrupted. */
type WayBack = Pick<SignIn, "activationId" | "verificationId" | "interactionUid">;

export type SignInCompleted =
  | ({ ok: true; userId: string; sessionToken: string } & WayBack)
  | { ok: false; reason: "wrong_code"; triesLeft: number }
  | { ok: false; reason: "too_many_codes" | "sign_in_over" };

/** The right code begins a session and proves the address; the fifth wrong one ends the attempt. */
export const completeSignIn = (ctx: Context, input: CompleteSignIn): Promise<SignInCompleted> =>
  inTransaction(ctx.db, async (tx) => {
    const signIn = await lockSignIn(tx, input.signInId);
    if (!signIn || !stands(signIn, ctx.now())) return { ok: false, reason: "sign_in_over" };
    const right = sameText(input.typedCode.normalize("NFKC").replace(/[\s-]/g, ""), ctx.secrets.code(signIn.id));
    const judged = judgeCode(right && signIn.userId !== null, signIn.wrongCodes);
    if (!judged.ok) {
      await markWrongSignInCode(tx, signIn.id);
      if (judged.reason === "wrong_code") return judged;
      await markSignInEnded(tx, signIn.id, ctx.now());
      return { ok: false, reason: "too_many_codes" };
    }
    await markSignInEnded(tx, signIn.id, ctx.now());
    const { userId, activationId, verificationId, interactionUid } = signIn;
    const sessionToken = await signInUser(ctx, tx, userId as string, input.userAgent);
    return { ok: true, userId: userId as string, sessionToken, activationId, verificationId, interactionUid };
  });

/** A double press sends the right code twice, and the browser shows the answer to the second one. */
const stands = ({ endedAt, expiresAt, wrongCodes }: SignIn, now: Date): boolean =>
  expiresAt > now && (endedAt === null || (wrongCodes < MAX_WRONG_CODES && isRepeatedPress(endedAt, now)));

const signInUser = async (ctx: Context, tx: Tx, userId: string, userAgent: string): Promise<string> => {
  const user = await findUser(tx, userId);
  if (!user) throw new Error(`User ${userId} is gone.`);
  await markEmailVerified(tx, userId, ctx.now());
  const event = {
    type: "user.signed_in",
    actor: `user:${userId}`,
    subject: `account:${user.accountId}`,
    data: { by: "code" },
  };
  await insertAuditEvents(tx, ctx.newId, ctx.now(), [event]);
  return insertNewSession(ctx, tx, userId, userAgent);
};
