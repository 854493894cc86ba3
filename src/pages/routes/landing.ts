import { Hono } from "hono";
import { openOrder, type OpenedOrder } from "../../actions/open-order.ts";
import type { Context } from "../../context.ts";
import { formValue } from "../../http/form-protection.ts";
import { clientNetwork } from "../../http/client-address.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { enterKeyPage } from "../enter-key.ts";
import { keyProblem, typedNumber } from "./key-problem.ts";

const paths = ["/", "/FullRegistration"];

/** The landing page, and the key that is typed there. */
export const landingRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .on("GET", paths, (c) => {
      const signedOut = c.req.query("signed-out") !== undefined && c.get("visit").viewer === null;
      return c.html(enterKeyPage(translateFor(c), { ...frameOf(ctx, c), action: c.req.path, signedOut }));
    })
    .on("POST", paths, async (c) => {
      const { visit } = c.var;
      const client = clientNetwork(visit.clientAddress);
      await limits.count("key-entry/client", client);
      await limits.check("unknown-key/client", client);
      const typed = await formValue(c, "key");
      const opened = await openOrder(ctx, {
        typed,
        browserToken: visit.browserToken,
        language: visit.language,
        userId: visit.viewer?.userId ?? null,
      });
      if (opened.ok) return c.redirect(`/activations/${opened.activationId}`, 303);
      if (opened.reason === "unknown_key") await limits.count("unknown-key/client", client);
      return refusedKey(ctx, c, typed, opened);
    });

const refusedKey = (ctx: Context, c: PortalRequest, typed: string, refusal: Extract<OpenedOrder, { ok: false }>) => {
  const t = translateFor(c);
  const page = enterKeyPage(t, {
    ...frameOf(ctx, c),
    action: c.req.path,
    typed: typed.slice(0, MOST_ECHOED),
    problem: { reason: refusal.reason, text: keyProblem(t, refusal) },
    ...typedNumber(refusal),
  });
  return c.html(page, refusal.reason === "malformed_key" ? 422 : 409);
};

/** What comes back into the field of a text that is no key. */
const MOST_ECHOED = 200;
