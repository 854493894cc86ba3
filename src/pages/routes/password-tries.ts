import type { PasswordJudged } from "../../actions/sign-in-with-password.ts";
import type { Context } from "../../context.ts";
import { findPassword } from "../../db/passwords.ts";
import type { SignIn } from "../../db/sign-ins.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { knownBrowser } from "../../http/known-browser.ts";
import { NOBODY } from "../../http/uuid.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import type { PortalRequest } from "../../http/visit.ts";
import { readLoginName } from "../../policy/login-name.ts";

/**
 * Judges a password only when the wait after earlier wrong ones is over. Tries are counted by name, known or not, from one
 * client and from all of them, and by client. Nobody waits for a stranger's tries: neither a browser that signed the user
 * in before, nor the first try from a client.
 */
export const judgedSlowly = async (
  ctx: Context,
  limits: RateLimits,
  c: PortalRequest,
  signIn: SignIn,
  judge: () => Promise<PasswordJudged>,
): Promise<PasswordJudged> => {
  const browser = knownBrowser(ctx, c);
  const password = await findPassword(ctx.db, signIn.userId ?? NOBODY);
  const isKnown = signIn.userId !== null && browser.knows(signIn.userId, password);
  const name = isKnown ? `${browser.id} ${signIn.userId}` : readLoginName(signIn.typed).identity;
  const client = clientNetwork(c.get("visit").clientAddress);
  const here = isKnown ? name : `${name} ${client}`;
  const earlier = await limits.slowDown("password/name-and-client", here);
  const countsForAll = !isKnown && earlier > 0;
  if (countsForAll) await limits.slowDown("password/name", name);
  if (!isKnown) await limits.slowDown("password/client", client);
  const judged = await judge();
  if (judged.ok || judged.reason === "second_factor_needed") {
    await limits.forgive("password/name-and-client", here, "all");
    if (countsForAll) await limits.forgive("password/name", name, "this_try");
    if (!isKnown) await limits.forgive("password/client", client, "this_try");
  }
  return judged;
};
