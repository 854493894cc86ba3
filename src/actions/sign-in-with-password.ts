import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { findPassword } from "../db/passwords.ts";
import { findSignIn, lockSignIn } from "../db/sign-ins.ts";
import { NOBODYS_HASH, verifyPassword } from "../password-hash.ts";
import {
  passFirstFactor,
  type SecondFactorNeeded,
  type SignedInUser,
  type SigningBrowser,
  signInStands,
} from "./finish-sign-in.ts";

type SignInWithPassword = { signInId: string; password: string; browser: SigningBrowser };

export type PasswordJudged =
  | SignedInUser
  | SecondFactorNeeded
  | { ok: false; reason: "wrong_password" | "sign_in_over" };

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The right password begins a session. Somebody unknown, or without a password, is answered as late as all others. */
export const signInWithPassword = async (ctx: Context, input: SignInWithPassword): Promise<PasswordJudged> => {
  const begun = await findSignIn(ctx.db, input.signInId);
  const stored = await findPassword(ctx.db, begun?.userId ?? NOBODY);
  // Outside the transaction: a check takes long, and a connection waits for nobody.
  const right = await verifyPassword(stored ? ctx.secrets.open(stored.hashSealed) : NOBODYS_HASH, input.password);
  return inTransaction(ctx.db, async (tx) => {
    const signIn = await lockSignIn(tx, input.signInId);
    if (!signIn || !signInStands(signIn, ctx.now())) return { ok: false, reason: "sign_in_over" };
    const { userId } = signIn;
    const current = await findPassword(tx, userId ?? NOBODY);
    const changedMeanwhile = stored === undefined || current?.hashSealed.equals(stored.hashSealed) !== true;
    if (!right || userId === null || changedMeanwhile) return { ok: false, reason: "wrong_password" };
    return passFirstFactor(ctx, tx, { ...signIn, userId }, "password", input.browser);
  });
};
