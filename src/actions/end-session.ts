import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { findSession, markOtherSessionsRevoked, markSessionRevoked } from "../db/sessions.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

/** Signs out: the session's cookie is worth nothing any more, wherever a copy of it may be. */
export const endSession = (ctx: Context, sessionId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    await markSessionRevoked(tx, sessionId, ctx.now());
  });

/** Signs another browser of the same user out. A session of somebody else stays. */
export const endOwnSession = (ctx: Context, person: SignedInPerson, sessionId: string): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const session = await findSession(tx, sessionId);
    if (session?.userId !== person.userId) return;
    await markSessionRevoked(tx, sessionId, ctx.now());
    await insertUserEvent(ctx, tx, person, "user.session_ended", { sessionId });
  });

/** Signs every other browser of the user out. */
export const endOtherSessions = (ctx: Context, person: SignedInPerson): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    await markOtherSessionsRevoked(tx, person.userId, person.sessionId, ctx.now());
    await insertUserEvent(ctx, tx, person, "user.other_sessions_ended");
  });
