import { Hono } from "hono";
import { acceptAgreement } from "../../actions/accept-agreement.ts";
import { type KeyRegistered, registerKey } from "../../actions/register-key.ts";
import type { Context } from "../../context.ts";
import { findFullOrder, type FullItem, type FullOrder } from "../../db/order-facts.ts";
import { formValue } from "../../http/form-protection.ts";
import { frameOf, type PortalEnv, type PortalRequest, translateFor } from "../../http/visit.ts";
import type { Candidate } from "../../policy/activation.ts";
import { type AnyPlan, decide, extensionsOf } from "../../policy/decision.ts";
import { originalCause } from "../../policy/process.ts";
import type { Problem } from "../parts/fields.ts";
import { problemPage } from "../problem-page.ts";
import { reviewProductsPage } from "../review-products.ts";
import { accountHints, choosable } from "./account-hints.ts";
import { candidateOf, type OpenedActivation, originalActivation } from "./opened-activation.ts";
import { refused } from "./refused.ts";
import { fullItems, orderSummary, shownItem } from "./shown-order.ts";

/** The original process: the license agreement is accepted, and somebody who is signed in has registered with it. */
export const reviewRoutes = (ctx: Context) =>
  new Hono<PortalEnv>().post("/activations/:id/review", async (c) => {
    const opened = await originalActivation(ctx, c);
    const { id } = opened.activation;
    const { viewer } = c.get("visit");
    const newAccount = viewer === null || (await formValue(c, "account")) === "new";
    if ((await formValue(c, "agreement")) === "") {
      const problem = { reason: "agreement_not_accepted", text: translateFor(c)("reason.agreement_not_accepted") };
      return review(ctx, c, opened, { newAccount, problem });
    }
    await acceptAgreement(ctx, id, viewer?.userId ?? null);
    if (newAccount) return c.redirect(`/activations/${id}/register`, 303);
    const outcome = await registerKey(ctx, { activationId: id, claim: { userId: viewer.userId } });
    return outcome.ok ? c.redirect(`/activations/${id}`, 303) : refusedRegistration(ctx, c, opened, outcome);
  });

/** The page of a registration that was refused at the commit, where every rule is taken again. */
export const refusedRegistration = async (
  ctx: Context,
  c: PortalRequest,
  opened: OpenedActivation,
  refusal: Exclude<KeyRegistered, { ok: true }>,
) => {
  const { id } = opened.activation;
  switch (refusal.reason) {
    case "role_cannot_activate": {
      const frame = frameOf(ctx, c, `/activations/${id}`);
      return c.html(problemPage(translateFor(c), { ...frame, trouble: { reason: "role_cannot_activate" } }), 403);
    }
    case "account_based_process":
    case "not_agreed":
    case "already_taken":
      return c.redirect(`/activations/${id}`, 303);
    default:
      return c.html(await refused(ctx, c, opened, refusal), 409);
  }
};

type Wish = { newAccount: boolean; problem?: Problem };

/** What the key registers, or why it cannot. Stands at the activation's own address; for a new account at the form's. */
export const review = async (ctx: Context, c: PortalRequest, opened: OpenedActivation, wish: Wish) => {
  const { viewer } = c.get("visit");
  const candidate = viewer && wish.newAccount ? { is: "new_account" as const } : await candidateOf(ctx, c);
  const decision = decideFor(opened.order, candidate, ctx.now());
  if (!decision.ok) return c.html(await refused(ctx, c, opened, decision));
  const page = await reviewPage(ctx, c, opened, decision, wish);
  return c.html(page, wish.problem ? 422 : 200);
};

/** A renewal for several accounts fits nobody, so nobody needs to sign in to learn it. */
const decideFor = (order: FullOrder, candidate: Candidate, now: Date) => {
  const decision = decide({ order, candidate }, now);
  const owners = decision.ok ? extensionsOf(decision).map(({ item }) => item.registration?.accountId) : [];
  return new Set(owners).size > 1 ? decide({ order, candidate: { is: "new_account" } }, now) : decision;
};

const reviewPage = async (
  ctx: Context,
  c: PortalRequest,
  { activation, order }: OpenedActivation,
  plan: AnyPlan,
  { newAccount, problem }: Wish,
) => {
  const { viewer, language } = c.get("visit");
  const whole = (await findFullOrder(ctx.db, order.orderId)) ?? order;
  const hints = await accountHints(ctx, order);
  const extended = extensionsOf(plan);
  const why = originalCause({ ...whole, channel: order.row.channel });
  if (why === null) throw new Error(`Order ${order.orderNumber} was given the original process for no cause.`);
  const heldBy = extended[0]?.item.registration?.accountId;
  const converting = new Set(plan.convert.map(({ item }) => item.licenseId));
  const planned = fullItems(order, [...plan.register, ...extended.map(({ item }) => item)]);
  return reviewProductsPage(translateFor(c), {
    ...frameOf(ctx, c, `/activations/${activation.id}`),
    activationId: activation.id,
    order: orderSummary(order),
    items: planned.map((item) => ({
      ...shownItem(item, language, converting),
      ...renewedTerm(item, extended, viewer !== null),
    })),
    leftOut: order.items.length - planned.length,
    hasOtherKeys: whole.items.length > order.items.length,
    why,
    accounts: choosable(hints, viewer?.accountId),
    owner: viewer ? null : (hints.find(({ accountId }) => accountId === heldBy) ?? null),
    isOwn: heldBy !== undefined && heldBy === viewer?.accountId,
    newAccount: viewer !== null && newAccount,
    agreed: activation.agreedAt !== null,
    ...(problem && { problem }),
  });
};

type Extension = ReturnType<typeof extensionsOf>[number];

/** What its license will give, and when it ended so far: for the account that holds it alone. */
const renewedTerm = (item: FullItem, extended: readonly Extension[], own: boolean) => {
  const extension = extended.find((each) => each.item.itemId === item.itemId);
  if (!own || !extension) return {};
  const { seats, startsOn, endsOn } = extension.term;
  return { seats, startsOn, endsOn, endsOnSoFar: item.license.endsOn };
};
