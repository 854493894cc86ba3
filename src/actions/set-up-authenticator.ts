import { randomBytes } from "node:crypto";
import type { Context } from "../context.ts";
import {
  deleteAuthenticator,
  lockAuthenticator,
  markAuthenticatorConfirmed,
  markStepUsed,
  upsertAuthenticator,
} from "../db/authenticators.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { deleteRecoveryCodes, insertRecoveryCodes } from "../db/recovery-codes.ts";
import { RECOVERY_CODE_BYTES, RECOVERY_CODES, recoveryCodeOf } from "../policy/recovery-code.ts";
import { newTotpSecret, totpStep } from "../totp.ts";
import { recoveryLookup } from "./prove-second-factor.ts";
import { insertUserEvent, tellOfChange, type SignedInPerson } from "./user-events.ts";

/** Makes a new secret, sealed as keys are. It asks for nothing until a code of the app confirms it. */
export const setUpAuthenticator = (ctx: Context, userId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    await upsertAuthenticator(tx, { userId, secretSealed: ctx.secrets.seal(newTotpSecret()), setUpAt: ctx.now() });
  });

export type AuthenticatorConfirmed =
  | { ok: true; recoveryCodes: string[] }
  | { ok: false; reason: "wrong_code" | "not_set_up" };

/** From the first right code of the app on, every sign-in asks for one. Answers the recovery codes, this once. */
export const confirmAuthenticator = (
  ctx: Context,
  person: SignedInPerson,
  typed: string,
): Promise<AuthenticatorConfirmed> =>
  inTransaction(ctx.db, async (tx) => {
    const authenticator = await lockAuthenticator(tx, person.userId);
    if (!authenticator || authenticator.confirmedAt) return { ok: false, reason: "not_set_up" };
    const step = totpStep(ctx.secrets.open(authenticator.secretSealed), typed, ctx.now());
    if (step === undefined) return { ok: false, reason: "wrong_code" };
    await markStepUsed(tx, person.userId, step);
    await markAuthenticatorConfirmed(tx, person.userId, ctx.now());
    await insertUserEvent(ctx, tx, person, "user.authenticator_turned_on");
    return { ok: true, recoveryCodes: await replaceRecoveryCodes(ctx, tx, person.userId) };
  });

/** Makes ten other recovery codes; the old ones are worth nothing any more. */
export const renewRecoveryCodes = (ctx: Context, person: SignedInPerson): Promise<AuthenticatorConfirmed> =>
  inTransaction(ctx.db, async (tx) => {
    const authenticator = await lockAuthenticator(tx, person.userId);
    if (!authenticator?.confirmedAt) return { ok: false, reason: "not_set_up" };
    await insertUserEvent(ctx, tx, person, "user.recovery_codes_renewed");
    return { ok: true, recoveryCodes: await replaceRecoveryCodes(ctx, tx, person.userId) };
  });

/** Sign-ins ask for no second factor any more. */
export const turnOffAuthenticator = (ctx: Context, person: SignedInPerson): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const authenticator = await lockAuthenticator(tx, person.userId);
    if (!authenticator) return;
    await deleteAuthenticator(tx, person.userId);
    await deleteRecoveryCodes(tx, person.userId);
    if (!authenticator.confirmedAt) return;
    await insertUserEvent(ctx, tx, person, "user.authenticator_turned_off");
    await tellOfChange(ctx, tx, person.userId, "authenticator-off");
  });

const replaceRecoveryCodes = async (ctx: Context, tx: Tx, userId: string): Promise<string[]> => {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeOf(randomBytes(RECOVERY_CODE_BYTES)));
  await deleteRecoveryCodes(tx, userId);
  await insertRecoveryCodes(
    tx,
    userId,
    codes.map((code) => recoveryLookup(ctx, userId, code)),
  );
  return codes;
};
