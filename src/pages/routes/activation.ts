import { Hono } from "hono";
import { activateOrder, type OrderActivated } from "../../actions/activate-order.ts";
import type { Context } from "../../context.ts";
import { findFullOrder, type FullOrder } from "../../db/order-facts.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import { decideActivation, type Plan, type Refusal } from "../../policy/activation.ts";
import { openItems } from "../../policy/order-facts.ts";
import { originalCause } from "../../policy/process.ts";
import { orderPreviewPage } from "../order-preview.ts";
import { orderRefusedPage } from "../order-refused.ts";
import type { AccessForm } from "../parts/ask-for-access.ts";
import type { AccountHint } from "../parts/account-choice.ts";
import { originalProcessPendingPage } from "../original-process-pending.ts";
import { problemPage } from "../problem-page.ts";
import { verificationEndedPage } from "../verification-ended.ts";
import { accountHints } from "./account-hints.ts";
import { activated, welcome } from "./activated.ts";
import { candidateOf, type OpenedActivation, openedActivation } from "./opened-activation.ts";
import { fullItems, orderSummary, shownItem } from "./shown-order.ts";
import { shownRefusal } from "./shown-refusal.ts";

/** The opened order: its preview, the button of somebody signed in, and what became of it. */
export const activationRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get("/activations/:id", async (c) => {
      const opened = await openedActivation(ctx, c);
      const { activation, order } = opened;
      if (activation.state === "activated") return activated(ctx, c, opened);
      if (order.process === "original") return originalProcess(ctx, c, order);
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
      return c.redirect(`/activations/${opened.activation.id}`, 303);
    case "verification_expired":
    case "too_many_codes":
    case "wrong_code":
      return c.redirect(`/activations/${opened.activation.id}/verify`, 303);
    default:
      return c.html(await refused(ctx, c, opened, refusal, said), 409);
  }
};

type RefusedPage = {
  /** The page's own address. */
  path?: string;
  access?: AccessForm;
  /** The account of the address whose mail the reader has opened. */
  mailAccountId?: string | null;
};

/**
 * Why the order cannot be activated so, in the preview's place. The order is read again: what refused it may have been
 * committed after this request first looked.
 */
export const refused = async (
  ctx: Context,
  c: PortalRequest,
  { activation, order: seen, ownBrowser }: OpenedActivation,
  refusal: Refusal,
  { path = `/activations/${activation.id}`, access, mailAccountId = null }: RefusedPage = {},
) => {
  const { language, viewer } = c.get("visit");
  const order = (await findFullOrder(ctx.db, seen.orderId)) ?? seen;
  return orderRefusedPage(translateFor(c), {
    ...frameOf(ctx, c, path),
    ...(access && { access }),
    activationId: ownBrowser ? activation.id : null,
    order: orderSummary(order),
    items: fullItems(order, openItems(order)).map((item) => shownItem(item, language)),
    refusal: await shownRefusal(ctx, {
      ...{ order, refusal, language, mailAccountId },
      viewerAccountId: viewer?.accountId ?? null,
    }),
  });
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
  });
  return c.html(page);
};

/** In a cross grade no other account may be chosen; whoever is signed in to a likely account needs no other hint. */
const choosable = (
  hints: Awaited<ReturnType<typeof accountHints>>,
  viewerAccountId: string | undefined,
): AccountHint[] => {
  if (hints.some(({ accountId }) => accountId === viewerAccountId)) return [];
  const binding = hints.filter((hint) => hint.binding);
  return binding.length > 0 ? binding : hints;
};

const originalProcess = (ctx: Context, c: PortalRequest, order: FullOrder) => {
  const cause = originalCause({ ...order, channel: order.row.channel });
  if (cause === null) throw new Error(`Order ${order.orderNumber} was given the original process for no cause.`);
  return c.html(
    originalProcessPendingPage(translateFor(c), { ...frameOf(ctx, c), order: orderSummary(order), why: cause }),
  );
};
