import type { Context } from "../context.ts";
import { lockAuthenticator, markStepUsed } from "../db/authenticators.ts";
import type { Tx } from "../db/client.ts";
import { lockRecoveryCode, markRecoveryCodeUsed } from "../db/recovery-codes.ts";
import { parseRecoveryCode } from "../policy/recovery-code.ts";
import { totpStep } from "../totp.ts";

type SecondFactor = "totp" | "recovery_code";

/**
 * Takes a code of the user's app or a recovery code. Each counts once: a used time step, and any before it, is as wrong
 * as a used recovery code. `again` is a double press, which sends what was right a moment ago.
 */
export const proveSecondFactor = async (
  ctx: Context,
  tx: Tx,
  userId: string,
  typed: string,
  again: boolean,
): Promise<SecondFactor | undefined> => {
  const authenticator = await lockAuthenticator(tx, userId);
  if (!authenticator?.confirmedAt) return undefined;
  const step = totpStep(ctx.secrets.open(authenticator.secretSealed), typed, ctx.now());
  if (step !== undefined) {
    if (step < authenticator.lastStep || (step === authenticator.lastStep && !again)) return undefined;
    await markStepUsed(tx, userId, step);
    return "totp";
  }
  const code = parseRecoveryCode(typed);
  const lookup = code && recoveryLookup(ctx, userId, code);
  const found = lookup && (await lockRecoveryCode(tx, userId, lookup));
  if (!found || (found.usedAt !== null && !again)) return undefined;
  await markRecoveryCodeUsed(tx, userId, lookup, ctx.now());
  return "recovery_code";
};

/** What is stored of a recovery code: without SECRETS_KEY nobody can try all 50 bits of it. */
export const recoveryLookup = (ctx: Context, userId: string, code: string): Buffer =>
  ctx.secrets.lookup(`recovery code ${userId} ${code}`);
