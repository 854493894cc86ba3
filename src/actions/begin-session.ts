import type { Context } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { insertSession } from "../db/sessions.ts";
import { markUserSignedIn } from "../db/users.ts";
import { SESSION_LIFE_SECONDS } from "../policy/session.ts";
import { hashToken, randomToken } from "../secrets.ts";

/** Signs a user in to one browser. Answers the token for its cookie; only the token's hash is stored. */
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
