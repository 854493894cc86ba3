import type { Context } from "../context.ts";
import { findIdempotencyKey, type IdempotencyClaim, insertIdempotencyKey } from "../db/idempotency-keys.ts";
import type { KeptAnswer } from "./settle-idempotency-key.ts";

export type Claimed =
  | { is: "claimed"; claim: IdempotencyClaim }
  | { is: "answered"; answer: KeptAnswer }
  | { is: "in_flight" }
  | { is: "reused" };

const ABANDONED_AFTER_MS = 60_000;
const FORGOTTEN_AFTER_MS = 24 * 3600_000;

/** Under one Idempotency-Key one request is carried out, and its answer is told again for 24 hours. */
export const claimIdempotencyKey = async (
  ctx: Context,
  request: { apiKeyId: string; key: string; requestDigest: Buffer },
): Promise<Claimed> => {
  const { requestDigest, ...id } = request;
  const now = ctx.now();
  const claim = { ...id, beganAt: now };
  const free = await insertIdempotencyKey(
    ctx.db,
    { ...claim, requestDigest },
    {
      abandonedBefore: new Date(now.getTime() - ABANDONED_AFTER_MS),
      forgottenBefore: new Date(now.getTime() - FORGOTTEN_AFTER_MS),
    },
  );
  if (free) return { is: "claimed", claim };
  const known = await findIdempotencyKey(ctx.db, id);
  if (known && !known.requestDigest.equals(requestDigest)) return { is: "reused" };
  if (!known?.answerSealed || known.status === null) return { is: "in_flight" };
  return { is: "answered", answer: { status: known.status, ...JSON.parse(ctx.secrets.open(known.answerSealed)) } };
};
