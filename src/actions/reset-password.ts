import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { findPasswordResetByToken, lockPasswordReset, markPasswordResetsUsed } from "../db/password-resets.ts";
import { findUser } from "../db/users.ts";
import { hashPassword } from "../password-hash.ts";
import type { PasswordFault } from "../policy/password.ts";
import { resetStands } from "../policy/password-reset.ts";
import { hashToken } from "../secrets.ts";
import { proveFirstTime } from "./prove-first-time.ts";
import { judgeNewPassword, setPassword } from "./set-password.ts";

export type PasswordReset = { ok: true } | { ok: false; reason: "reset_over" | PasswordFault };

/** The link of the mail sets another password, once, and ends every session of the user: a thief's, too. */
export const resetPassword = async (ctx: Context, token: string, password: string): Promise<PasswordReset> => {
  const asked = await findPasswordResetByToken(ctx.db, hashToken(token));
  if (!asked?.userId || !resetStands(asked, ctx.now())) return { ok: false, reason: "reset_over" };
  const fault = await judgeNewPassword(ctx, asked.userId, password);
  if (fault) return { ok: false, reason: fault };
  const hash = await hashPassword(password);
  return inTransaction(ctx.db, async (tx) => {
    const reset = await lockPasswordReset(tx, asked.id);
    if (!reset?.userId || !resetStands(reset, ctx.now())) return { ok: false, reason: "reset_over" };
    const user = await findUser(tx, reset.userId);
    if (user) await proveFirstTime(ctx, tx, user, false);
    await markPasswordResetsUsed(tx, reset.userId, ctx.now());
    await setPassword(ctx, tx, { userId: reset.userId, hash, by: "link", keepSessionId: null });
    return { ok: true };
  });
};
