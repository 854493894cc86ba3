import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { lockSignIn, markSignInEnded, markWrongSignInCode } from "../db/sign-ins.ts";
import { codeDigits, judgeCode } from "../policy/verification.ts";
import { sameText } from "../secrets.ts";
import {
  passFirstFactor,
  type SecondFactorNeeded,
  type SignedInUser,
  type SigningBrowser,
  signInStands,
} from "./finish-sign-in.ts";

export type CompleteSignIn = { signInId: string; typedCode: string; browser: SigningBrowser };

export type SignInCompleted =
  | SignedInUser
  | SecondFactorNeeded
  | { ok: false; reason: "wrong_code"; triesLeft: number }
  | { ok: false; reason: "too_many_codes" | "sign_in_over" };

/** The right code begins a session and proves the address; the fifth wrong one ends the attempt. */
export const completeSignIn = (ctx: Context, input: CompleteSignIn): Promise<SignInCompleted> =>
  inTransaction(ctx.db, async (tx) => {
    const signIn = await lockSignIn(tx, input.signInId);
    if (!signIn || !signInStands(signIn, ctx.now())) return { ok: false, reason: "sign_in_over" };
    const { userId } = signIn;
    const right = sameText(codeDigits(input.typedCode), ctx.secrets.code(signIn.id));
    const judged = judgeCode(right && userId !== null, signIn.wrongCodes);
    if (!judged.ok) {
      await markWrongSignInCode(tx, signIn.id);
      if (judged.reason === "wrong_code") return judged;
      await markSignInEnded(tx, signIn.id, ctx.now());
      return { ok: false, reason: "too_many_codes" };
    }
    return passFirstFactor(ctx, tx, { ...signIn, userId: userId as string }, "code", input.browser);
  });
