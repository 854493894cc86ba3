import { beginSignIn } from "../../actions/begin-sign-in.ts";
import type { Context } from "../../context.ts";
import { findUserByLogin } from "../../db/logins.ts";
import { findPassword } from "../../db/passwords.ts";
import type { SignIn, WayBack } from "../../db/sign-ins.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { writeCookie } from "../../http/cookies.ts";
import { NOBODY } from "../../http/uuid.ts";
import { knownBrowser } from "../../http/known-browser.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import type { PortalRequest } from "../../http/visit.ts";
import { readLoginName } from "../../policy/login-name.ts";

type Wish = Pick<SignIn, "typed"> & WayBack & { withCode: boolean };

/** Begins a sign-in and lets the browser know it again. */
export const beginAndRemember = async (ctx: Context, c: PortalRequest, wish: Wish): Promise<string> => {
  const { browserToken, language } = c.get("visit");
  const { signInId } = await beginSignIn(ctx, { ...wish, browserToken, language });
  writeCookie(c, ctx.config.publicUrl, "anykey_sign_in", signInId);
  return signInId;
};

/**
 * Counted before we know whether the name has a user: a limit that skips unknown ones tells them apart. A browser that
 * signed this user in before is counted by itself, a password asks for no mail, and a client has few mails of a name, all
 * of them together many: whoever asks for all that they get does not close the owner's ways in.
 */
export const countSignIn = async (
  ctx: Context,
  limits: RateLimits,
  c: PortalRequest,
  typed: string,
  withCode = true,
): Promise<void> => {
  const browser = knownBrowser(ctx, c);
  const name = readLoginName(typed);
  const user = await findUserByLogin(ctx.db, name);
  const password = await findPassword(ctx.db, user?.id ?? NOBODY);
  if (user && browser.knows(user.id, password))
    return limits.count("sign-in/known-browser", `${browser.id} ${user.id}`);
  const client = clientNetwork(c.get("visit").clientAddress);
  await limits.count("sign-in/client", client);
  if (!withCode) return;
  await limits.count("sign-in/name-and-client", `${name.identity} ${client}`);
  await limits.count("sign-in/name", name.identity);
};
