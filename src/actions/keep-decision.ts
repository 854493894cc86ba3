import type { Context } from "../context.ts";
import { findActivation, markActivationDecided } from "../db/activations.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { type FullOrder, findOpenedOrder } from "../db/order-facts.ts";
import { findUser, type User } from "../db/users.ts";
import type { Candidate } from "../policy/activation.ts";
import { type AnyRefusal, decide } from "../policy/decision.ts";
import { decisionRecord } from "../policy/decision-record.ts";
import { candidateOf } from "./candidate.ts";
import { openSupportCase } from "./open-support-case.ts";

/**
 * Takes the rules for whoever is here now (nobody, or somebody signed in) and keeps a refusal with the activation. Called
 * where a person did something (entered a key, signed in), never by looking at a page.
 */
export const keepDecision = (ctx: Context, activationId: string, userId: string | null): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const activation = await findActivation(tx, activationId);
    const order = activation && (await findOpenedOrder(tx, activation));
    if (!order || activation.state === "activated") return;
    const user = userId === null ? undefined : await findUser(tx, userId);
    const candidate: Candidate = user ? await candidateOf(tx, user.accountId) : { is: "undecided" };
    const decision = decide({ order, candidate }, ctx.now());
    if (decision.ok) return;
    await keepRefusal(ctx, tx, {
      activationId,
      order,
      refusal: decision,
      candidate,
      user,
      language: activation.language,
    });
  });

type Refused = {
  activationId: string;
  order: FullOrder;
  refusal: AnyRefusal;
  candidate: Candidate;
  user: User | undefined;
  language: string;
};

/** Keeps why an order cannot be activated so, and opens a case where only the desk can help. */
export const keepRefusal = async (ctx: Context, tx: Tx, refused: Refused): Promise<void> => {
  const { activationId, order, refusal, candidate, user, language } = refused;
  const record = decisionRecord(refusal, candidate);
  await markActivationDecided(tx, activationId, JSON.stringify(record), ctx.now());
  if (refusal.reason === "needs_support")
    await openSupportCase(ctx, tx, { order, activationId, record, user, language });
};
