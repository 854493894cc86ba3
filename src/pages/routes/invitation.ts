import { Hono } from "hono";
import { acceptInvitation } from "../../actions/accept-invitation.ts";
import type { Context } from "../../context.ts";
import { findAccount } from "../../db/accounts.ts";
import { listNamesOfAccount } from "../../db/former-users.ts";
import { findInvitationByToken, type Invitation } from "../../db/invitations.ts";
import { findUserByEmail } from "../../db/users.ts";
import { clientNetwork } from "../../http/client-address.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { decideAcceptance, type InvitationRefusal } from "../../policy/invitation.ts";
import { hashToken } from "../../secrets.ts";
import { type InvitationEnding, invitationEndPage, invitationPage } from "../invitation.ts";
import { startSession } from "./start-session.ts";

/** The link of an invitation. Opening it changes nothing; its button makes its reader a user of the account. */
export const invitationRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/invitations/:token", async (c) => {
      const invitation = await findInvitationByToken(ctx.db, hashToken(c.req.param("token")));
      if (!invitation) return ended(ctx, c, undefined, { ok: false, reason: "invitation_over" }, 404);
      const user = await findUserByEmail(ctx.db, invitation.emailIdentity);
      const verdict = decideAcceptance(invitation, { addressHasUser: user !== undefined }, ctx.now());
      if (verdict.ok) return shown(ctx, c, invitation);
      return ended(ctx, c, invitation, verdict, verdict.reason === "invitation_over" ? 404 : 200);
    })
    .post("/invitations/:token", async (c) => {
      await limits.count("code/client", clientNetwork(c.get("visit").clientAddress));
      const token = c.req.param("token");
      const accepted = await acceptInvitation(ctx, token, c.get("visit").language);
      if (!accepted.ok) return ended(ctx, c, await findInvitationByToken(ctx.db, hashToken(token)), accepted, 409);
      await startSession(ctx, c, accepted.userId, "invitation");
      return c.redirect("/products", 303);
    });

const shown = async (ctx: Context, c: PortalRequest, { accountId, email, role, invitedBy }: Invitation) => {
  const account = await findAccount(ctx.db, accountId);
  if (!account) throw new Error(`Account ${accountId} is gone.`);
  const names = await listNamesOfAccount(ctx.db, accountId);
  const page = invitationPage(translateFor(c), {
    ...frameOf(ctx, c),
    ...{ email, role, company: account.company },
    token: c.req.param("token") ?? "",
    inviter: names.get(invitedBy) ?? null,
  });
  return c.html(page);
};

const ended = (
  ctx: Context,
  c: PortalRequest,
  invitation: Invitation | undefined,
  { reason }: InvitationRefusal,
  status: 200 | 404 | 409,
) =>
  c.html(invitationEndPage(translateFor(c), { ...frameOf(ctx, c, "/"), ending: endingOf(invitation, reason) }), status);

/** Whoever holds the link reads the mail of its address, and so may be told of its own user. */
const endingOf = (invitation: Invitation | undefined, reason: InvitationRefusal["reason"]): InvitationEnding => {
  if (invitation && reason === "address_in_use") return { reason, email: invitation.email };
  if (invitation && reason === "invitation_expired") return { reason, expiredAt: invitation.expiresAt };
  return { reason: "invitation_over" };
};
