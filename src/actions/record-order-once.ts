import type { Context } from "../context.ts";
import { inTransactionUnlessRefused, type Tx } from "../db/client.ts";
import type { IdempotencyClaim } from "../db/idempotency-keys.ts";
import { type NewOrder, type RecordedOrder, recordOrderIn } from "./record-order.ts";
import { type KeptAnswer, keepAnswer } from "./settle-idempotency-key.ts";

type Recorded = RecordedOrder & { ok: true };
type Refused = RecordedOrder & { ok: false };

/**
 * Takes in one order and keeps its answer under the Idempotency-Key in the same commit: whatever fails after it, the
 * keys that AnyKey issued are told when the request comes again.
 */
export const recordOrderOnce = <Answer extends KeptAnswer>(
  ctx: Context,
  request: { order: NewOrder; actor: string; claim: IdempotencyClaim | undefined },
  answerTo: (tx: Tx, recorded: Recorded) => Promise<Answer>,
): Promise<Refused | (Recorded & { answer: Answer })> =>
  inTransactionUnlessRefused(ctx.db, async (tx): Promise<Refused | (Recorded & { answer: Answer })> => {
    const recorded = await recordOrderIn(ctx, tx, request.order, request.actor);
    if (!recorded.ok) return recorded;
    const answer = await answerTo(tx, recorded);
    if (request.claim) await keepAnswer(ctx, tx, request.claim, answer);
    return { ...recorded, answer };
  });
