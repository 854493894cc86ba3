import type { Context } from "../context.ts";
import { lockActivation, markActivation } from "../db/activations.ts";
import { insertAuditEvents } from "../db/audit-events.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { findFullOrder } from "../db/order-facts.ts";
import { findUserByEmail } from "../db/users.ts";
import {
  findLatestVerification,
  insertVerification,
  markVerificationEnded,
  markVerificationSent,
  type Verification,
} from "../db/verifications.ts";
import { decideActivation, type Refusal } from "../policy/activation.ts";
import { resendPossibleAt, verificationStands } from "../policy/verification.ts";
import { hashToken } from "../secrets.ts";
import { enqueueMail } from "./enqueue-mail.ts";
import { keepRefusal } from "./keep-decision.ts";

export type RequestVerification = {
  activationId: string;
  email: { email: string; identity: string };
  language: string;
};

export type VerificationRequested =
  | { ok: true }
  | Refusal
  | { ok: false; reason: "already_ended" }
  | { ok: false; reason: "original_process" };

/**
 * Sends the mail that proves an address. Nothing is created but this attempt. An address that has a user gets another
 * mail and the page says the same. The same address again within the cool-down sends nothing twice.
 */
export const requestVerification = async (ctx: Context, input: RequestVerification): Promise<VerificationRequested> => {
  const { email } = input;
  return inTransaction(ctx.db, async (tx) => {
    const activation = await lockActivation(tx, input.activationId);
    const order = await findFullOrder(tx, activation.orderId);
    if (!order) throw new Error(`Activation ${activation.id} has no order.`);
    if (order.process === "original") return { ok: false, reason: "original_process" };
    const candidate = { is: "new_account" } as const;
    const decision = decideActivation({ order, candidate }, ctx.now());
    if (!decision.ok) {
      const { id: activationId, language } = activation;
      await keepRefusal(ctx, tx, { activationId, order, refusal: decision, candidate, user: undefined, language });
      return decision;
    }
    if (activation.state === "activated" || activation.state === "ended") return { ok: false, reason: "already_ended" };

    const latest = await findLatestVerification(tx, activation.id);
    const running = latest && verificationStands(latest, ctx.now()).ok ? latest : undefined;
    if (running?.emailIdentity === email.identity) return resendIfCool(ctx, tx, running, input.language);
    if (running) await markVerificationEnded(tx, running.id, "replaced", ctx.now());
    await beginVerification(ctx, tx, { activationId: activation.id, ...email, language: input.language });
    await insertAuditEvents(tx, ctx.newId, ctx.now(), [
      {
        type: "verification.requested",
        actor: `activation:${activation.id}`,
        subject: `order:${order.orderNumber}`,
        data: { activationId: activation.id },
      },
    ]);
    return { ok: true };
  });
};

export type VerificationResent =
  | { ok: true }
  | { ok: false; reason: "too_early"; possibleAt: Date }
  | { ok: false; reason: "nothing_to_resend" };

/** Sends the same code and link again, once the cool-down is over. */
export const resendVerification = (ctx: Context, activationId: string, language: string): Promise<VerificationResent> =>
  inTransaction(ctx.db, async (tx) => {
    await lockActivation(tx, activationId);
    const latest = await findLatestVerification(tx, activationId);
    if (!latest || !verificationStands(latest, ctx.now()).ok) return { ok: false, reason: "nothing_to_resend" };
    const possibleAt = resendPossibleAt(latest.sentAt, ctx.config.resendCooldownSeconds);
    if (possibleAt > ctx.now()) return { ok: false, reason: "too_early", possibleAt };
    await sendVerification(ctx, tx, latest, language);
    return { ok: true };
  });

const resendIfCool = async (ctx: Context, tx: Tx, running: Verification, language: string): Promise<{ ok: true }> => {
  const cool = resendPossibleAt(running.sentAt, ctx.config.resendCooldownSeconds) <= ctx.now();
  if (cool) await sendVerification(ctx, tx, running, language);
  return { ok: true };
};

const sendVerification = async (ctx: Context, tx: Tx, verification: Verification, language: string): Promise<void> => {
  if (verification.email === null) throw new Error(`Verification ${verification.id} stands without an address.`);
  await markVerificationSent(tx, verification.id, ctx.now());
  await enqueueMail(ctx, tx, {
    kind: verification.knownUser ? "sign-in-instead" : "verify-email",
    recipient: verification.email,
    language,
    subjectId: verification.id,
  });
};

const beginVerification = async (
  ctx: Context,
  tx: Tx,
  input: { activationId: string; email: string; identity: string; language: string },
): Promise<void> => {
  const id = ctx.newId();
  const now = ctx.now();
  const knownUser = (await findUserByEmail(tx, input.identity)) !== undefined;
  await insertVerification(tx, {
    id,
    activationId: input.activationId,
    email: input.email,
    emailIdentity: input.identity,
    tokenHash: hashToken(ctx.secrets.linkToken(id)),
    knownUser,
    askedAt: now,
    sentAt: now,
    expiresAt: new Date(now.getTime() + ctx.config.verificationTtlSeconds * 1000),
  });
  await markActivation(tx, input.activationId, "verifying");
  await enqueueMail(ctx, tx, {
    kind: knownUser ? "sign-in-instead" : "verify-email",
    recipient: input.email,
    language: input.language,
    subjectId: id,
  });
};
