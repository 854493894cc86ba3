import type { Context } from "../context.ts";
import { type Activation, findActivation, lockActivation } from "../db/activations.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { lockLicensesOf, lockOrder } from "../db/order-facts.ts";
import { findUser } from "../db/users.ts";
import { findVerification, markVerificationEnded } from "../db/verifications.ts";
import { decideActivation, type Refusal, refusal } from "../policy/activation.ts";
import { type VerificationRefusal, verificationStands } from "../policy/verification.ts";
import { candidateOf } from "./candidate.ts";
import { type Claim, createAccountOf, lockClaimant, RivalAccount } from "./claimant.ts";
import { completeActivation } from "./complete-activation.ts";
import { keepRefusal } from "./keep-decision.ts";

export type ActivateOrder = { activationId: string; claim: Claim };

export type OrderActivated =
  | { ok: true; activationId: string; userId: string; accountId: string; repeated: boolean }
  | Refusal
  | VerificationRefusal
  | { ok: false; reason: "original_process" }
  | { ok: false; reason: "role_cannot_activate" }
  | { ok: false; reason: "email_not_verified" };

const MOST_RIVALS = 3;

/**
 * Registers every open license of an order to one account. All rules are taken again under lock, and everything is
 * written in one transaction or not at all; repeating it is harmless.
 */
export const activateOrder = async (ctx: Context, input: ActivateOrder): Promise<OrderActivated> => {
  for (let rivals = 0; ; rivals++) {
    try {
      return await inTransaction(ctx.db, (tx) => activateIn(ctx, tx, input));
    } catch (error) {
      // The address got its account between our look and our insert: the next round finds it and takes the rules again.
      if (!(error instanceof RivalAccount) || rivals === MOST_RIVALS) throw error;
    }
  }
};

const activateIn = async (ctx: Context, tx: Tx, { activationId, claim }: ActivateOrder): Promise<OrderActivated> => {
  const begun = await findActivation(tx, activationId);
  if (!begun) throw new Error(`There is no activation ${activationId}.`);
  const orderRow = await lockOrder(tx, begun.orderId);
  const activation = await lockActivation(tx, activationId);
  if (activation.state === "activated") return repeated(ctx, tx, activation, claim);
  if (activation.state === "ended") return { ok: false, reason: "too_many_codes" };
  if (orderRow.process === "original") return { ok: false, reason: "original_process" };

  const claimant = await lockClaimant(ctx, tx, claim, activation);
  if (!claimant.ok) return claimant;
  if (claimant.user?.emailVerifiedAt === null) return { ok: false, reason: "email_not_verified" };
  const order = await lockLicensesOf(tx, orderRow, claimant.user?.accountId ?? null);
  const candidate = await candidateOf(tx, claimant.user?.accountId);
  const decision = decideActivation({ order, candidate }, ctx.now());
  if (!decision.ok) {
    const { language } = activation;
    await keepRefusal(ctx, tx, { activationId, order, refusal: decision, candidate, user: claimant.user, language });
    return decision;
  }

  const user = claimant.user ?? (await createAccountOf(ctx, tx, claimant, order, activation));
  if (claimant.verificationId) await markVerificationEnded(tx, claimant.verificationId, "used", ctx.now());
  await completeActivation(ctx, tx, { activation, order, plan: decision, candidate, user });
  return { ok: true, activationId, userId: user.id, accountId: user.accountId, repeated: false };
};

/**
 * The same press again is answered like the first. Another claim on this activation is not: whoever holds a link to an
 * address that was given up must not come in as the user who activated the order.
 */
const repeated = async (ctx: Context, tx: Tx, activation: Activation, claim: Claim): Promise<OrderActivated> => {
  const { id: activationId, activatedBy, accountId } = activation;
  if (!activatedBy || !accountId) throw new Error(`Activation ${activationId} lost its account.`);
  const again = { ok: true, activationId, accountId, repeated: true } as const;
  if ("userId" in claim) {
    const user = await findUser(tx, claim.userId);
    if (user?.accountId === accountId) return { ...again, userId: user.id };
  } else {
    const verification = await findVerification(tx, claim.verificationId);
    if (
      verification?.activationId === activationId &&
      verification.endedReason === "used" &&
      (await findUser(tx, activatedBy))
    ) {
      return { ...again, userId: activatedBy };
    }
    const stands = verification && verificationStands(verification, ctx.now());
    if (stands && !stands.ok) return stands;
  }
  return refusal("already_activated", [accountId]);
};
