import { beginSignIn } from "../../actions/begin-sign-in.ts";
import type { Context } from "../../context.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { writeCookie } from "../../http/cookies.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import type { PortalRequest, SignedIn } from "../../http/visit.ts";

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
  const { browserToken, language, clientAddress } = c.get("visit");
  await limits.count("sign-in/client", clientNetwork(clientAddress));
  await limits.count("sign-in/address", email.toLowerCase());
  const wish = { typed: email, browserToken, language, activationId, verificationId: null };
  const { signInId } = await beginSignIn(ctx, wish);
  writeCookie(c, ctx.config.publicUrl, "anykey_sign_in", signInId);
  return c.redirect("/sign-in/code", 303);
};
