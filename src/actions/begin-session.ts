import type { Context } from "../context.ts";
import { inTransaction, type Tx } from "../db/client.ts";
import { insertSession } from "../db/sessions.ts";
import { markUserSignedIn } from "../db/users.ts";
import { SESSION_LIFE_SECONDS } from "../policy/session.ts";
import { hashToken, randomToken } from "../secrets.ts";

/** Signs a user in to one browser. Returns the token for its cookie; only the token's hash is stored. */
export const beginSession = (ctx: Context, userId: string, userAgent: string): Promise<string> =>
  inTransaction(ctx.db, async (tx) => (await insertNewSession(ctx, tx, userId, userAgent)).token);

/** The same inside a running transaction. */
export const insertNewSession = async (ctx: Context, tx: Tx, userId: string, userAgent: string) => {
  const token = randomToken();
  const id = ctx.newId();
  const now = ctx.now();
  await markUserSignedIn(tx, userId, now);
  await insertSession(tx, {
    id,
    userId,
    tokenHash: hashToken(token),
    beganAt: now,
    seenAt: now,
    expiresAt: new Date(now.getTime() + SESSION_LIFE_SECONDS * 1000),
    userAgent: userAgent.slice(0, 200),
  });
  return { id, token };
};
