import type { Context } from "../../context.ts";
import { listOpenAccessRequests } from "../../db/access-requests.ts";
import { listOpenInvitations } from "../../db/invitations.ts";
import { listUsersOfAccount, type User } from "../../db/users.ts";
import { frameOf, type PortalRequest, shownViewer, type SignedIn, translateFor } from "../../http/visit.ts";
import {
  type AccountUser,
  decideManaging,
  decideRemoval,
  decideRoleChange,
  decideTransfer,
} from "../../policy/account-users.ts";
import { invitationStands } from "../../policy/invitation.ts";
import { fullName } from "../../policy/person-name.ts";
import type { ShownUser } from "../parts/users-table.ts";
import { type Users, usersPage } from "../users.ts";

type Answer = Pick<Users, "changed" | "refusal"> & { invite?: Users["invite"] };

/** The page of the account's users as things stand now, with what became of the form that was sent. */
export const shownUsers = async (ctx: Context, c: PortalRequest, viewer: SignedIn, answer: Answer = {}) => {
  const { accountId } = viewer;
  const manages = decideManaging(actorOf(viewer));
  const [users, invitations, requests] = await Promise.all([
    listUsersOfAccount(ctx.db, accountId),
    listOpenInvitations(ctx.db, accountId),
    listOpenAccessRequests(ctx.db, accountId),
  ]);
  return usersPage(translateFor(c), {
    ...frameOf(ctx, c, "/account/users"),
    viewer: shownViewer(ctx, viewer),
    mayManage: manages.ok,
    provesFirst: !manages.ok && manages.reason === "address_unproven",
    users: users.map((user) => shownUser(c, viewer, user)),
    invitations: invitations.map((invitation) => ({
      ...invitation,
      expired: !invitationStands(invitation, ctx.now()).ok,
    })),
    requests: oncePerAsker(requests),
    invite: {},
    ...answer,
  });
};

export const actorOf = ({ userId, role, emailVerifiedAt }: SignedIn): AccountUser => ({
  id: userId,
  role,
  emailVerifiedAt,
});

/** What the reader may do to a user of the account, as far as it is known now. */
export const mayDoTo = (viewer: SignedIn, target: AccountUser) => {
  const pair = { actor: actorOf(viewer), target };
  return {
    changeRole: decideRoleChange(pair).ok,
    remove: decideRemoval(pair).ok,
    transfer: decideTransfer(pair).ok,
  };
};

const shownUser = (c: PortalRequest, viewer: SignedIn, user: User): ShownUser => ({
  ...user,
  name: fullName(user, c.get("visit").language),
  isReader: user.id === viewer.userId,
  mayChange: Object.values(mayDoTo(viewer, user)).some(Boolean),
});

/** One answer is for all that somebody asked for, so the oldest of their requests stands for all. */
const oncePerAsker = <Request extends { asker: string }>(requests: readonly Request[]): Request[] =>
  [...new Map(requests.toReversed().map((request) => [request.asker.toLowerCase(), request])).values()].toReversed();
