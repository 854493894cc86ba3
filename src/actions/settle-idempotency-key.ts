import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/client.ts";
import { deleteIdempotencyKey, type IdempotencyClaim, markIdempotencyKeyAnswered } from "../db/idempotency-keys.ts";

/** What was answered, to be answered again word for word. */
export type KeptAnswer = { status: number; headers: Record<string, string>; body: unknown };

/** Keeps the answer of a claimed key, sealed: it may hold issued license keys. */
export const keepAnswer = (ctx: Context, db: Db | Tx, claim: IdempotencyClaim, { status, ...said }: KeptAnswer) =>
  markIdempotencyKeyAnswered(db, claim, status, ctx.secrets.seal(JSON.stringify(said)));

/** Lets the key go without an answer, so that the same request may be sent again. */
export const releaseIdempotencyKey = (ctx: Context, claim: IdempotencyClaim) => deleteIdempotencyKey(ctx.db, claim);
