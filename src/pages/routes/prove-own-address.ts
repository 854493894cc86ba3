import type { Context } from "../../context.ts";
import type { SignIn } from "../../db/sign-ins.ts";
import { findUser } from "../../db/users.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import type { PortalRequest, SignedIn } from "../../http/visit.ts";
import { beginAndRemember, countSignIn } from "./begin-sign-in.ts";

/**
 * Somebody who registered by the long form has never shown that the address is theirs: a sign-in code does, and leads
 * back to the order.
 */
export const proveOwnAddress = async (
  ctx: Context,
  limits: RateLimits,
  c: PortalRequest,
  { email }: SignedIn,
  activationId: string,
) => {
  await countSignIn(ctx, limits, c, email);
  const wayBack = { activationId, verificationId: null, interactionUid: null, leadsTo: null };
  await beginAndRemember(ctx, c, { typed: email, withCode: true, ...wayBack });
  return c.redirect("/sign-in/code", 303);
};

/** Whether the sign-in is asked of somebody who is signed in, for the sake of their address alone. */
export const provesOwnAddress = async (ctx: Context, c: PortalRequest, { userId }: SignIn): Promise<boolean> => {
  const { viewer } = c.get("visit");
  return viewer?.userId === userId && (await findUser(ctx.db, viewer.userId))?.emailVerifiedAt === null;
};
