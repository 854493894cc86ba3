import { Hono } from "hono";
import { changeRole } from "../../actions/change-role.ts";
import { removeUser } from "../../actions/remove-user.ts";
import { transferOwnership } from "../../actions/transfer-ownership.ts";
import type { Context } from "../../context.ts";
import { findUser } from "../../db/users.ts";
import { removeCookie } from "../../http/cookies.ts";
import { NotFound } from "../../http/error-handler.ts";
import { formValue } from "../../http/form-protection.ts";
import { isUuid } from "../../http/uuid.ts";
import { frameOf, type PortalEnv, type PortalRequest, shownViewer, translateFor } from "../../http/visit.ts";
import { isGivenRole, type UserVerdict } from "../../policy/account-users.ts";
import { signedInJustNow } from "../../policy/session.ts";
import { userPage } from "../user.ts";
import { type UsersChange, usersChanges } from "../users.ts";
import { justSignedIn, signedInTo, viewerOf } from "./just-signed-in.ts";
import { refusedUserChange } from "./refused-user-change.ts";
import { mayDoTo, shownUsers } from "./shown-users.ts";

const PAGE = "account/users";

/** The users of the account: who they are, their roles, their removal, and who owns the account. */
export const accountUsersRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get("/account/users", signedInTo(PAGE), async (c) => {
      const changed = usersChanges.find((change) => change === c.req.query("changed"));
      return c.html(await shownUsers(ctx, c, viewerOf(c), { ...(changed && { changed }) }));
    })
    .get("/account/users/:id", signedInTo(PAGE), async (c) => userOfAccount(ctx, c))
    .post("/account/users/:id/role", signedInTo(PAGE), async (c) => {
      const role = await formValue(c, "role");
      if (!isGivenRole(role)) throw new NotFound();
      return answer(ctx, c, "role", await changeRole(ctx, viewerOf(c), { userId: idIn(c), role }));
    })
    .post("/account/users/:id/remove", signedInTo(PAGE), async (c) => {
      const [viewer, userId] = [viewerOf(c), idIn(c)];
      const removed = await removeUser(ctx, viewer, userId);
      if (!removed.ok || userId !== viewer.userId) return answer(ctx, c, "removed", removed);
      removeCookie(c, "anykey_session");
      return c.redirect("/", 303);
    })
    .post("/account/users/:id/transfer", justSignedIn(ctx, PAGE), async (c) =>
      answer(ctx, c, "transferred", await transferOwnership(ctx, viewerOf(c), idIn(c))),
    );

const idIn = (c: PortalRequest): string => {
  const id = c.req.param("id");
  if (!isUuid(id)) throw new NotFound();
  return id;
};

const answer = (ctx: Context, c: PortalRequest, change: UsersChange, verdict: UserVerdict) =>
  verdict.ok ? c.redirect(`/account/users?changed=${change}`, 303) : refusedUserChange(ctx, c, verdict);

const userOfAccount = async (ctx: Context, c: PortalRequest) => {
  const viewer = viewerOf(c);
  const user = await findUser(ctx.db, idIn(c));
  if (user?.accountId !== viewer.accountId) throw new NotFound();
  const page = userPage(translateFor(c), {
    ...frameOf(ctx, c, `/account/users/${user.id}`),
    viewer: shownViewer(ctx, viewer),
    user: { ...user, isReader: user.id === viewer.userId },
    may: mayDoTo(viewer, user),
    justSignedIn: signedInJustNow(viewer, ctx.now()),
  });
  return c.html(page);
};
