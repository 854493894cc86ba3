import { Hono } from "hono";
import { type AccessAnswer, answerAccessRequest } from "../../actions/answer-access-request.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../http/error-handler.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { isUuid } from "../../http/uuid.ts";
import type { PortalEnv, PortalRequest } from "../../http/visit.ts";
import { decideManaging, isGivenRole } from "../../policy/account-users.ts";
import { signedInTo, viewerOf } from "./just-signed-in.ts";
import { refusedUserChange } from "./refused-user-change.ts";
import { actorOf } from "./shown-users.ts";

/** The answer to somebody who asks for access to the account. */
export const accountRequestsRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>().post("/account/requests/:id", signedInTo("account/users"), async (c) => {
    const id = c.req.param("id");
    if (!isUuid(id)) throw new NotFound();
    const viewer = viewerOf(c);
    const manages = decideManaging(actorOf(viewer));
    if (!manages.ok) return refusedUserChange(ctx, c, manages);
    await limits.count("invitation/account", viewer.accountId);
    const answer = await answerIn(c, id);
    const answered = await answerAccessRequest(ctx, viewer, id, answer);
    if (!answered.ok) return refusedUserChange(ctx, c, answered);
    return c.redirect(`/account/users?changed=${answer.answer}`, 303);
  });

const answerIn = async (c: PortalRequest, id: string): Promise<AccessAnswer> => {
  const [said, role] = [await formValue(c, "answer"), await formValue(c, `role-${id}`)];
  if (said === "declined") return { answer: "declined" };
  if (said === "let_in" && isGivenRole(role)) return { answer: "let_in", role };
  throw new NotFound();
};
