import type { Context } from "../context.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { insertSession } from "../db/sessions.ts";
import { SESSION_LIFE_SECONDS } from "../policy/session.ts";
import { hashToken, randomToken } from "../secrets.ts";

/** Signs a user in to one browser. Returns the token for its cookie; only the token's hash is stored. */
export const beginSession = (ctx: Context, userId: string, userAgent: string): Promise<string> =>
  inTransaction(ctx.db, (tx) => insertNewSession(ctx, tx, userId, userAgent));

/** The same inside a running transaction. */
export const insertNewSession = async (ctx: Context, tx: Tx, userId: string, userAgent: string): Promise<string> => {
  const token = randomToken();
  const now = ctx.now();
  await insertSession(tx, {
    id: ctx.newId(),
    userId,
    tokenHash: hashToken(token),
    beganAt: now,
    seenAt: now,
    expiresAt: new Date(now.getTime() + SESSION_LIFE_SECONDS * 1000),
    userAgent: userAgent.slice(0, 200),
  });
  return token;
};
