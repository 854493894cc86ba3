import type { Context } from "../../context.ts";
import { NotFound } from "../../http/error-handler.ts";
import { frameOf, type PortalRequest, translateFor } from "../../http/visit.ts";
import type { UserReason } from "../../policy/account-users.ts";
import { problemPage } from "../problem-page.ts";
import { viewerOf } from "./just-signed-in.ts";
import { shownUsers } from "./shown-users.ts";

type Refused = {
  ok: false;
  reason: UserReason | "already_answered" | "unknown_invitation" | "unknown_request";
};

/**
 * The page of a change that was refused. A user, an invitation or a request of another account does not exist; what a
 * role does not allow is said on a page of its own.
 */
export const refusedUserChange = async (ctx: Context, c: PortalRequest, { reason }: Refused) => {
  switch (reason) {
    case "unknown_user":
    case "unknown_invitation":
    case "unknown_request":
      throw new NotFound();
    case "role_not_allowed":
      return roleNotAllowed(ctx, c);
    default: {
      const refusal = { reason, text: translateFor(c)(`reason.${reason}`) };
      return c.html(await shownUsers(ctx, c, viewerOf(c), { refusal }), 409);
    }
  }
};

const roleNotAllowed = (ctx: Context, c: PortalRequest) =>
  c.html(
    problemPage(translateFor(c), { ...frameOf(ctx, c, "/account/users"), trouble: { reason: "role_not_allowed" } }),
    403,
  );
