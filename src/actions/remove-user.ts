import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { insertFormerUser } from "../db/former-users.ts";
import { withdrawInvitationsBy } from "../db/invitations.ts";
import { deleteUser } from "../db/users.ts";
import { decideRemoval, type UserVerdict } from "../policy/account-users.ts";
import { lockPair } from "./lock-account-users.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

/**
 * Takes a user out of the account, or lets one leave. With the user go their sessions and ways to sign in, so every
 * browser is signed out with this commit and every console when it asks next, and the invitations that they sent. The
 * address is free for another account.
 */
export const removeUser = (ctx: Context, person: SignedInPerson, userId: string): Promise<UserVerdict> =>
  inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, person, userId);
    const verdict = decideRemoval(pair);
    const { target } = pair;
    if (!verdict.ok || !target) return verdict;
    const { id, accountId, email, role } = target;
    await insertFormerUser(tx, { id, accountId, email, removedAt: ctx.now() });
    await withdrawInvitationsBy(tx, id, ctx.now());
    await deleteUser(tx, id);
    await insertUserEvent(ctx, tx, person, id === person.userId ? "user.left" : "user.removed", { userId: id, role });
    return verdict;
  });
