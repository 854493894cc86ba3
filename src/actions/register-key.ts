import type { Context } from "../context.ts";
import { findAccount } from "../db/accounts.ts";
import { type Activation, findActivation, lockActivation } from "../db/activations.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { lockLicensesOf, lockOrder, openedBy } from "../db/order-facts.ts";
import { findUser } from "../db/users.ts";
import { refusal } from "../policy/activation.ts";
import { type AnyRefusal, decide } from "../policy/decision.ts";
import { isRepeatedPress } from "../policy/verification.ts";
import { candidateOf } from "./candidate.ts";
import { lockUser } from "./claimant.ts";
import { completeActivation } from "./complete-activation.ts";
import { createRegisteredAccount, type FormTaken, type NewRegistration } from "./create-registered-account.ts";
import { keepRefusal } from "./keep-decision.ts";

/** Who registers: somebody signed in, or a first-time user with the long form. */
type Claim = { userId: string } | NewRegistration;

export type RegisterKey = { activationId: string; claim: Claim };

export type KeyRegistered =
  | { ok: true; userId: string; accountId: string; repeated: boolean }
  | AnyRefusal
  | FormTaken
  | { ok: false; reason: "account_based_process" | "not_agreed" | "role_cannot_activate" };

/**
 * DOMAIN 3, Original process: registers what the key opens to one account, a new one by the long form, or extends it in
 * a renewal. All rules are taken again under lock, and everything is written in one transaction or not at all.
 */
export const registerKey = (ctx: Context, { activationId, claim }: RegisterKey): Promise<KeyRegistered> =>
  inTransaction(ctx.db, async (tx) => {
    const begun = await findActivation(tx, activationId);
    if (!begun) throw new Error(`There is no activation ${activationId}.`);
    const orderRow = await lockOrder(tx, begun.orderId);
    const activation = await lockActivation(tx, activationId);
    if (orderRow.process !== "original") return { ok: false, reason: "account_based_process" };
    if (activation.state === "activated") return repeated(ctx, tx, activation, claim);
    if (activation.agreedAt === null) return { ok: false, reason: "not_agreed" };

    const known = "userId" in claim ? await lockUser(tx, await findUser(tx, claim.userId)) : undefined;
    if (known && !known.ok) return known;
    const accountId = known?.user.accountId;
    const order = openedBy(await lockLicensesOf(tx, orderRow, accountId ?? null), activation);
    const candidate = await candidateOf(tx, accountId);
    const decision = decide({ order, candidate }, ctx.now());
    if (!decision.ok) {
      const { language } = activation;
      await keepRefusal(ctx, tx, { activationId, order, refusal: decision, candidate, user: known?.user, language });
      return decision;
    }
    const registrant = "userId" in claim ? known : await createRegisteredAccount(ctx, tx, claim, order);
    if (!registrant) throw new Error(`Nobody registers activation ${activationId}.`);
    if (!registrant.ok) return registrant;
    const { user } = registrant;
    await completeActivation(ctx, tx, { activation, order, plan: decision, candidate, user });
    return { ok: true, userId: user.id, accountId: user.accountId, repeated: false };
  });

/** The same press again is answered like the first; the form counts as the same for a moment only, for the same names. */
const repeated = async (ctx: Context, tx: Tx, activation: Activation, claim: Claim): Promise<KeyRegistered> => {
  const { id, accountId, activatedBy, activatedAt } = activation;
  if (!activatedBy || !accountId || !activatedAt) throw new Error(`Activation ${id} lost its account.`);
  const again = { ok: true, accountId, repeated: true } as const;
  if ("userId" in claim) {
    const user = await findUser(tx, claim.userId);
    if (user?.accountId === accountId) return { ...again, userId: user.id };
  } else if (isRepeatedPress(activatedAt, ctx.now())) {
    const [user, account] = [await findUser(tx, activatedBy), await findAccount(tx, accountId)];
    const { emailIdentity, accountId: loginId } = claim.form;
    if (user?.emailIdentity === emailIdentity && account?.loginId === loginId) return { ...again, userId: user.id };
  }
  return refusal("already_activated", [accountId]);
};
