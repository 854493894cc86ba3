import { Hono } from "hono";
import { askForAccess } from "../../actions/ask-for-access.ts";
import { keepDecision } from "../../actions/keep-decision.ts";
import type { Context } from "../../context.ts";
import { clientNetwork } from "../../http/client-address.ts";
import { formValue } from "../../http/form-protection.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import type { PortalEnv, PortalRequest } from "../../http/visit.ts";
import { decide } from "../../policy/decision.ts";
import { parseEmail } from "../../policy/email-address.ts";
import type { AccessForm } from "../parts/ask-for-access.ts";
import { emailProblem } from "./email.ts";
import { candidateOf, type OpenedActivation, openedActivation } from "./opened-activation.ts";
import { refused } from "./refused.ts";

/** What a customer can ask for on the page of a refused order. */
export const refusalRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .post("/activations/:id/ask-for-access", async (c) => {
      const opened = await openedActivation(ctx, c);
      const { viewer, clientAddress } = c.get("visit");
      const typed = viewer?.email ?? (await formValue(c, "email"));
      const email = parseEmail(typed);
      if (!email.ok) return page(ctx, c, opened, { typed, problem: emailProblem(c, email) }, 422);
      await limits.count("access-request/client", clientNetwork(clientAddress));
      await limits.count("access-request/order", opened.order.orderId);
      const asked = await askForAccess(ctx, { activationId: opened.activation.id, asker: email });
      return asked.ok
        ? page(ctx, c, opened, { asked: true }, 200)
        : c.redirect(`/activations/${opened.activation.id}`, 303);
    })
    .post("/activations/:id/support-case", async (c) => {
      const { activation } = await openedActivation(ctx, c);
      await limits.count("access-request/client", clientNetwork(c.get("visit").clientAddress));
      await keepDecision(ctx, activation.id, c.get("visit").viewer?.userId ?? null);
      return c.redirect(`/activations/${activation.id}`, 303);
    });

const page = async (
  ctx: Context,
  c: PortalRequest,
  opened: OpenedActivation,
  access: AccessForm,
  status: 200 | 422,
) => {
  // A renewal refuses nobody before it is known for whom: whoever asks for access is not its account.
  const candidate = c.get("visit").viewer ? await candidateOf(ctx, c) : ({ is: "new_account" } as const);
  const decision = decide({ order: opened.order, candidate }, ctx.now());
  if (decision.ok) return c.redirect(`/activations/${opened.activation.id}`, 303);
  return c.html(await refused(ctx, c, opened, decision, { access }), status);
};
