import { Hono } from "hono";
import { inviteUser, resendInvitation, withdrawInvitation } from "../../actions/invite-user.ts";
import type { Context } from "../../context.ts";
import { formValue } from "../../http/form-protection.ts";
import { NotFound } from "../../http/error-handler.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { isUuid } from "../../http/uuid.ts";
import { type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { decideManaging, isGivenRole } from "../../policy/account-users.ts";
import { parseEmail } from "../../policy/email-address.ts";
import type { Users } from "../users.ts";
import { emailProblem } from "./email.ts";
import { signedInTo, viewerOf } from "./just-signed-in.ts";
import { refusedUserChange } from "./refused-user-change.ts";
import { actorOf, shownUsers } from "./shown-users.ts";

const PAGE = "account/users";

/** Invitations to the account: sent, sent again and withdrawn by whoever looks after its users. */
export const accountInvitationsRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .post("/account/invitations", signedInTo(PAGE), async (c) => invite(ctx, limits, c))
    .post("/account/invitations/:id/send-again", signedInTo(PAGE), async (c) => {
      const viewer = viewerOf(c);
      // What nobody may do uses up nothing of the account.
      const manages = decideManaging(actorOf(viewer));
      if (!manages.ok) return refusedUserChange(ctx, c, manages);
      await limits.count("invitation/account", viewer.accountId);
      const resent = await resendInvitation(ctx, viewer, idIn(c));
      if (resent.ok) return c.redirect("/account/users?changed=sent_again", 303);
      if (resent.reason === "too_early") return tooEarly(ctx, c, resent.possibleAt);
      return refusedUserChange(ctx, c, resent);
    })
    .post("/account/invitations/:id/withdraw", signedInTo(PAGE), async (c) => {
      const withdrawn = await withdrawInvitation(ctx, viewerOf(c), idIn(c));
      if (withdrawn.ok) return c.redirect("/account/users?changed=withdrawn", 303);
      return refusedUserChange(ctx, c, withdrawn);
    });

const invite = async (ctx: Context, limits: RateLimits, c: PortalRequest) => {
  const viewer = viewerOf(c);
  // Before the address is judged: whoever may not invite is not told about addresses.
  const manages = decideManaging(actorOf(viewer));
  if (!manages.ok) return refusedUserChange(ctx, c, manages);
  const [typed, role] = [await formValue(c, "email"), await formValue(c, "role")];
  if (!isGivenRole(role)) throw new NotFound();
  const email = parseEmail(typed);
  if (!email.ok) return problem(ctx, c, { typed, role, problem: emailProblem(c, email) }, 422);
  // Counted before we know whether the address has a user somewhere.
  await limits.count("invitation/account", viewer.accountId);
  await limits.count("invitation/address-and-account", `${email.identity} ${viewer.accountId}`);
  await limits.count("invitation/address", email.identity);
  const invited = await inviteUser(ctx, viewer, { email, role, language: c.get("visit").language });
  if (invited.ok) return c.redirect("/account/users?changed=invited", 303);
  if (invited.reason !== "already_user" && invited.reason !== "already_invited")
    return refusedUserChange(ctx, c, { ok: false, reason: invited.reason });
  const text = translateFor(c)(`reason.${invited.reason}`);
  return problem(ctx, c, { typed, role, problem: { reason: invited.reason, text } }, 409);
};

const problem = async (ctx: Context, c: PortalRequest, invite: Users["invite"], status: 409 | 422) =>
  c.html(await shownUsers(ctx, c, viewerOf(c), { invite }), status);

const tooEarly = async (ctx: Context, c: PortalRequest, possibleAt: Date) => {
  const seconds = Math.max(1, Math.ceil((possibleAt.getTime() - ctx.now().getTime()) / 1000));
  const refusal = { reason: "resend_too_early", text: translateFor(c)("reason.resend_too_early", { seconds }) };
  return c.html(await shownUsers(ctx, c, viewerOf(c), { refusal }), 409);
};

const idIn = (c: PortalRequest): string => {
  const id = c.req.param("id");
  if (!isUuid(id)) throw new NotFound();
  return id;
};
