import { Hono } from "hono";
import { activateOrder, type OrderActivated } from "../../actions/activate-order.ts";
import type { Context } from "../../context.ts";
import type { RateLimits } from "../../http/rate-limits.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { decideActivation, type Plan } from "../../policy/activation.ts";
import { orderPreviewPage } from "../order-preview.ts";
import { problemPage } from "../problem-page.ts";
import { verificationEndedPage } from "../verification-ended.ts";
import { accountHints, choosable } from "./account-hints.ts";
import { activated, welcome } from "./activated.ts";
import { candidateOf, type OpenedActivation, openedActivation } from "./opened-activation.ts";
import { proveOwnAddress } from "./prove-own-address.ts";
import { type RefusedPage, refused } from "./refused.ts";
import { review } from "./review.ts";
import { fullItems, orderSummary, shownItem } from "./shown-order.ts";

/** The opened order: its preview, the button of somebody signed in, and what became of it. */
export const activationRoutes = (ctx: Context, limits: RateLimits) =>
  new Hono<PortalEnv>()
    .get("/activations/:id", async (c) => {
      const opened = await openedActivation(ctx, c);
      const { activation, order } = opened;
      if (activation.state === "activated") return activated(ctx, c, opened);
      if (order.process === "original") return review(ctx, c, opened, { newAccount: false });
      if (activation.state === "ended")
        return c.html(
          verificationEndedPage(translateFor(c), { ...frameOf(ctx, c, "/"), ending: { reason: "too_many_codes" } }),
        );
      const decision = decideActivation({ order, candidate: await candidateOf(ctx, c) }, ctx.now());
      return decision.ok ? preview(ctx, c, opened, decision) : c.html(await refused(ctx, c, opened, decision));
    })
    .post("/activations/:id/activate", async (c) => {
      const opened = await openedActivation(ctx, c);
      const { id } = opened.activation;
      const { viewer } = c.get("visit");
      if (!viewer) return c.redirect(`/sign-in?activation=${id}`, 303);
      const outcome = await activateOrder(ctx, { activationId: id, claim: { userId: viewer.userId } });
      if (!outcome.ok && outcome.reason === "email_not_verified") return proveOwnAddress(ctx, limits, c, viewer, id);
      return outcome.ok ? welcome(ctx, c, outcome) : refusedActivation(ctx, c, opened, outcome);
    });

/** The page of an activation that was refused at the commit, where every rule is taken again. */
export const refusedActivation = async (
  ctx: Context,
  c: PortalRequest,
  opened: OpenedActivation,
  refusal: Exclude<OrderActivated, { ok: true }>,
  said: RefusedPage = {},
) => {
  const t = translateFor(c);
  const path = said.path ?? `/activations/${opened.activation.id}`;
  switch (refusal.reason) {
    case "role_cannot_activate":
      return c.html(problemPage(t, { ...frameOf(ctx, c, path), trouble: { reason: "role_cannot_activate" } }), 403);
    case "original_process":
    case "email_not_verified":
      return c.redirect(`/activations/${opened.activation.id}`, 303);
    case "verification_expired":
    case "too_many_codes":
    case "wrong_code":
      return c.redirect(`/activations/${opened.activation.id}/verify`, 303);
    default:
      return c.html(await refused(ctx, c, opened, refusal, said), 409);
  }
};

const preview = async (ctx: Context, c: PortalRequest, { activation, order }: OpenedActivation, plan: Plan) => {
  const { language, viewer } = c.get("visit");
  const converting = new Set(plan.convert.map(({ item }) => item.licenseId));
  const page = orderPreviewPage(translateFor(c), {
    ...frameOf(ctx, c),
    activationId: activation.id,
    order: orderSummary(order),
    items: fullItems(order, plan.register).map((item) => shownItem(item, language, converting)),
    extended: fullItems(order, plan.extend).map((item) => shownItem(item, language)),
    leftOut: order.items.length - plan.register.length - plan.extend.length,
    accounts: choosable(await accountHints(ctx, order), viewer?.accountId),
    freeChoice: decideActivation({ order, candidate: { is: "new_account" } }, ctx.now()).ok,
  });
  return c.html(page);
};
