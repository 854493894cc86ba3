import { insertNewSession } from "../../src/actions/begin-session.ts";
import type { Context } from "../../src/context.ts";
import { inTransaction } from "../../src/db/client.ts";

/** Signs a user in to a browser without any way to prove who they are; answers the token of its cookie. */
export const beginSession = (ctx: Context, userId: string, userAgent: string): Promise<string> =>
  inTransaction(ctx.db, async (tx) => (await insertNewSession(ctx, tx, userId, userAgent)).token);
