import type { Context } from "../context.ts";
import { type Activation, findActivation, lockActivation, markActivation } from "../db/activations.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { listHeldSaas, markLicenseConverted, markLicenseExtended, markLicensesRegistered } from "../db/licenses.ts";
import { type FullOrder, lockLicensesOf, lockOrder } from "../db/order-facts.ts";
import { markItemsApplied } from "../db/order-items.ts";
import { findUser } from "../db/users.ts";
import { findVerification, markVerificationEnded } from "../db/verifications.ts";
import { type Candidate, decideActivation, type Plan, type Refusal, refusal } from "../policy/activation.ts";
import { type VerificationRefusal, verificationStands } from "../policy/verification.ts";
import { decisionRecord } from "../policy/decision-record.ts";
import { activationEvents } from "./activation-events.ts";
import { enqueueActivationMails } from "./activation-mails.ts";
import { planProvisioning } from "./plan-provisioning.ts";
import { keepRefusal } from "./keep-decision.ts";
import { type Claim, createAccountOf, lockClaimant, RivalAccount } from "./claimant.ts";

export type ActivateOrder = { activationId: string; claim: Claim };

export type OrderActivated =
  | { ok: true; activationId: string; userId: string; accountId: string; repeated: boolean }
  | Refusal
  | VerificationRefusal
  | { ok: false; reason: "original_process" }
  | { ok: false; reason: "role_cannot_activate" };

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
  const order = await lockLicensesOf(tx, orderRow, claimant.user?.accountId ?? null);
  const candidate = await candidateOf(tx, claimant.user?.accountId);
  const decision = decideActivation({ order, candidate }, ctx.now());
  if (!decision.ok) {
    const { language } = activation;
    await keepRefusal(ctx, tx, { activationId, order, refusal: decision, candidate, user: claimant.user, language });
    return decision;
  }

  const user = claimant.user ?? (await createAccountOf(ctx, tx, claimant, order, activation));
  await carryOut(ctx, tx, decision, order, user.accountId);
  const marked = await markActivation(tx, activationId, "activated", {
    accountId: user.accountId,
    activatedBy: user.id,
    activatedAt: ctx.now(),
    decision: JSON.stringify(decisionRecord(decision, candidate)),
    decidedAt: ctx.now(),
  });
  if (!marked) throw new Error(`Activation ${activationId} cannot end from state ${activation.state}.`);
  if (claimant.verificationId) await markVerificationEnded(tx, claimant.verificationId, "used", ctx.now());
  const outcome = { plan: decision, order, user, activationId, newAccount: candidate.is === "new_account" };
  await insertAuditEvents(tx, ctx.newId, ctx.now(), activationEvents(outcome));
  await enqueueActivationMails(ctx, tx, outcome);
  await planProvisioning(ctx, tx, order, decision, user.accountId);
  return { ok: true, activationId, userId: user.id, accountId: user.accountId, repeated: false };
};

const candidateOf = async (tx: Tx, accountId: string | undefined): Promise<Candidate> =>
  accountId === undefined
    ? { is: "new_account" }
    : { is: "account", accountId, held: await listHeldSaas(tx, accountId) };

const carryOut = async (ctx: Context, tx: Tx, plan: Plan, order: FullOrder, accountId: string): Promise<void> => {
  const registered = plan.register.map((item) => item.itemId);
  await markLicensesRegistered(tx, registered, order.region, accountId, ctx.now());
  for (const item of plan.extend) await markLicenseExtended(tx, item);
  for (const { trial, item } of plan.convert) await markLicenseConverted(tx, trial.licenseId, item.licenseId);
  const extended = plan.extend.map((item) => item.itemId);
  await markItemsApplied(tx, [...registered, ...extended], ctx.now());
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
    if (verification?.activationId === activationId && verification.endedReason === "used") {
      return { ...again, userId: activatedBy };
    }
    const stands = verification && verificationStands(verification, ctx.now());
    if (stands && !stands.ok) return stands;
  }
  return refusal("already_activated", [accountId]);
};
