import { acceptInvitation } from "../../src/actions/accept-invitation.ts";
import { beginSession } from "./begin-session.ts";
import { inviteUser } from "../../src/actions/invite-user.ts";
import type { SignedInPerson } from "../../src/actions/user-events.ts";
import type { Context } from "../../src/context.ts";
import { findOpenInvitation, type Invitation } from "../../src/db/invitations.ts";
import { findSessionByToken } from "../../src/db/sessions.ts";
import { findUser, listUsersOfAccount, type User } from "../../src/db/users.ts";
import type { GivenRole } from "../../src/policy/account-users.ts";
import { parseEmail } from "../../src/policy/email-address.ts";
import { hashToken } from "../../src/secrets.ts";
import { freshEmail } from "./sample-order.ts";

export const addressOf = (typed: string) => {
  const parsed = parseEmail(typed);
  if (!parsed.ok) throw new Error(`${typed} is no e-mail address.`);
  return { email: parsed.email, identity: parsed.identity };
};

/** The user as an action is told of them. */
export const personOf = ({ id, accountId }: User): SignedInPerson => ({ userId: id, accountId, sessionId: id });

/** Brings people into accounts, by the actions that do it for real. */
export const peopleIn = (ctx: Context) => {
  const invited = async (by: User, role: GivenRole = "viewer", email = freshEmail()): Promise<Invitation> => {
    const outcome = await inviteUser(ctx, personOf(by), { email: addressOf(email), role, language: "en" });
    if (!outcome.ok) throw new Error(`${email} was not invited: ${outcome.reason}`);
    const invitation = await findOpenInvitation(ctx.db, by.accountId, addressOf(email).identity);
    if (!invitation) throw new Error(`There is no invitation of ${email}.`);
    return invitation;
  };
  const joined = async (by: User, role: GivenRole = "viewer", email?: string): Promise<User> => {
    const { id } = await invited(by, role, email);
    const outcome = await acceptInvitation(ctx, ctx.secrets.linkToken(id), "en");
    if (!outcome.ok) throw new Error(`The invitation was not accepted: ${outcome.reason}`);
    return (await findUser(ctx.db, outcome.userId)) as User;
  };
  return {
    invited,
    joined,
    /** Every user of the account as `role address`. */
    roles: async (accountId: string) => (await listUsersOfAccount(ctx.db, accountId)).map(({ id, role }) => [id, role]),
    session: (user: User) => beginSession(ctx, user.id, "browser"),
    sessionStands: async (token: string) => (await findSessionByToken(ctx.db, hashToken(token)))?.revokedAt === null,
  };
};
