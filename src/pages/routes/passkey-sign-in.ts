import { Hono } from "hono";
import { signInWithPasskey } from "../../actions/sign-in-with-passkey.ts";
import type { Context } from "../../context.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { type PortalEnv, translateFor } from "../../http/visit.ts";
import { signedIn } from "./finish-sign-in.ts";
import { signingBrowser } from "./start-session.ts";
import { firstPage } from "./sign-in.ts";
import { keptWayBack, storedWayBack } from "./way-back.ts";

/** A sign-in by passkey: no name is typed, and no second factor is asked for. */
export const passkeySignInRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>().post("/sign-in/passkey", async (c) => {
    await limits.count("passkey/client", clientNetwork(c.get("visit").clientAddress));
    const judged = await signInWithPasskey(ctx, {
      credential: await formValue(c, "credential"),
      browserToken: c.get("visit").browserToken,
      browser: signingBrowser(ctx, c),
      wayBack: await storedWayBack(ctx, c),
    });
    if (judged.ok) return signedIn(ctx, c, judged);
    const passkeyProblem = { reason: judged.reason, text: translateFor(c)("reason.passkey_refused") };
    return c.html(await firstPage(ctx, c, { ...(await keptWayBack(ctx, c)), passkeyProblem }), 409);
  });
