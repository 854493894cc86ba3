import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { withdrawInvitationsBy } from "../db/invitations.ts";
import { markUserRole } from "../db/users.ts";
import { decideRoleChange, type GivenRole, type UserVerdict } from "../policy/account-users.ts";
import { mayDo } from "../policy/permissions.ts";
import { lockPair } from "./lock-account-users.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

/** Gives a user of the account another role. It counts from their next request on. */
export const changeRole = (
  ctx: Context,
  person: SignedInPerson,
  { userId, role }: { userId: string; role: GivenRole },
): Promise<UserVerdict> =>
  inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, person, userId);
    const verdict = decideRoleChange(pair);
    if (!verdict.ok || pair.target?.role === role) return verdict;
    await markUserRole(tx, userId, role);
    if (!mayDo(role, "manage_users")) await withdrawInvitationsBy(tx, userId, ctx.now());
    await insertUserEvent(ctx, tx, person, "user.role_changed", { userId, from: pair.target?.role, to: role });
    return verdict;
  });
