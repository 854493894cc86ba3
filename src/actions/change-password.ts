import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { markPasswordResetsUsed } from "../db/password-resets.ts";
import { hashPassword } from "../password-hash.ts";
import type { PasswordFault } from "../policy/password.ts";
import { judgeNewPassword, setPassword } from "./set-password.ts";
import type { SignedInPerson } from "./user-events.ts";

export type PasswordChanged = { ok: true } | { ok: false; reason: PasswordFault };

/** Sets the first or another password of somebody who has just signed in; their other sessions and links end. */
export const changePassword = async (
  ctx: Context,
  { userId, sessionId }: SignedInPerson,
  password: string,
): Promise<PasswordChanged> => {
  const fault = await judgeNewPassword(ctx, userId, password);
  if (fault) return { ok: false, reason: fault };
  const hash = await hashPassword(password);
  return inTransaction(ctx.db, async (tx) => {
    await markPasswordResetsUsed(tx, userId, ctx.now());
    await setPassword(ctx, tx, { userId, hash, by: "account_page", keepSessionId: sessionId });
    return { ok: true };
  });
};
