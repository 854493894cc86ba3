import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { markSessionRevoked } from "../db/sessions.ts";

/** Signs out: the session's cookie is worth nothing any more, wherever a copy of it may be. */
export const endSession = (ctx: Context, sessionId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    await markSessionRevoked(tx, sessionId, ctx.now());
  });
