import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { lockSignIn, markSignInEnded, markWrongSignInCode } from "../db/sign-ins.ts";
import { judgeCode } from "../policy/verification.ts";
import { endSignIn, type SignedInUser, type SigningBrowser, signInStands } from "./finish-sign-in.ts";
import { proveSecondFactor } from "./prove-second-factor.ts";

type GiveSecondFactor = { signInId: string; typed: string; browser: SigningBrowser };

export type SecondFactorJudged =
  | SignedInUser
  | { ok: false; reason: "wrong_code"; triesLeft: number }
  | { ok: false; reason: "too_many_codes" | "sign_in_over" };

/** After the code from the mail or the password: the right code of the app begins the session, the fifth wrong one ends the attempt. */
export const giveSecondFactor = (ctx: Context, input: GiveSecondFactor): Promise<SecondFactorJudged> =>
  inTransaction(ctx.db, async (tx) => {
    const signIn = await lockSignIn(tx, input.signInId);
    if (!signIn || !signInStands(signIn, ctx.now())) return { ok: false, reason: "sign_in_over" };
    const { userId, firstFactor } = signIn;
    if (userId === null || firstFactor === null) return { ok: false, reason: "sign_in_over" };
    const secondFactor = await proveSecondFactor(ctx, tx, userId, input.typed, signIn.endedAt !== null);
    const judged = judgeCode(secondFactor !== undefined, signIn.wrongCodes);
    if (!judged.ok) {
      await markWrongSignInCode(tx, signIn.id);
      if (judged.reason === "wrong_code") return judged;
      await markSignInEnded(tx, signIn.id, ctx.now());
      return { ok: false, reason: "too_many_codes" };
    }
    return endSignIn(
      ctx,
      tx,
      { ...signIn, userId },
      { by: firstFactor, ...(secondFactor && { secondFactor }) },
      input.browser,
    );
  });
