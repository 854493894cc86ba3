import type { Context } from "../context.ts";
import { inTransaction } from "../db/client.ts";
import { markUserRole } from "../db/users.ts";
import { decideTransfer, type UserVerdict } from "../policy/account-users.ts";
import { enqueueMail } from "./enqueue-mail.ts";
import { lockAccountUsers, userOf } from "./lock-account-users.ts";
import { insertUserEvent, type SignedInPerson } from "./user-events.ts";

/** Makes another user the owner, and the owner an admin, at once. Both are told by mail. */
export const transferOwnership = (ctx: Context, person: SignedInPerson, userId: string): Promise<UserVerdict> =>
  inTransaction(ctx.db, async (tx) => {
    const users = await lockAccountUsers(tx, person.accountId);
    const [actor, target] = [userOf(users, person.userId), userOf(users, userId)];
    const verdict = decideTransfer({ actor, target });
    if (!verdict.ok || !actor || !target) return verdict;
    // First the old one: the database lets an account have no second owner at any moment.
    await markUserRole(tx, actor.id, "admin");
    await markUserRole(tx, target.id, "owner");
    await insertUserEvent(ctx, tx, person, "account.ownership_transferred", {
      userId: target.id,
      formerOwnerId: actor.id,
    });
    for (const { email: recipient, language } of [target, actor])
      await enqueueMail(ctx, tx, { kind: "ownership-transferred", recipient, language, subjectId: target.id });
    return verdict;
  });
