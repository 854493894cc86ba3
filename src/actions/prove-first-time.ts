import type { Context } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { markOtherSessionsRevoked } from "../db/sessions.ts";
import { markEmailVerified, type User } from "../db/users.ts";
import { deleteWaysToSignIn } from "../db/ways-to-sign-in.ts";
import { insertUserEvent } from "./user-events.ts";

/**
 * Somebody has opened the mail of an address that was never proven. A stranger may have typed it into the long form:
 * what was set up before is gone and its sessions end, unless it is the browser that registered.
 */
export const proveFirstTime = async (ctx: Context, tx: Tx, user: User, isKnownBrowser: boolean): Promise<void> => {
  if (user.emailVerifiedAt !== null) return;
  await markEmailVerified(tx, user.id, ctx.now());
  if (isKnownBrowser) return;
  const removed = await deleteWaysToSignIn(tx, user.id);
  await markOtherSessionsRevoked(tx, user.id, null, ctx.now());
  const person = { userId: user.id, accountId: user.accountId };
  if (removed > 0) await insertUserEvent(ctx, tx, person, "user.unproven_ways_removed");
};
