import type { Context } from "../../context.ts";
import { findOpenedOrder, type FullOrder } from "../../db/order-facts.ts";
import { frameOf, type PortalRequest, translateFor } from "../../http/visit.ts";
import type { AnyRefusal } from "../../policy/decision.ts";
import { isDone } from "../../policy/opening.ts";
import { openItems } from "../../policy/order-facts.ts";
import { orderRefusedPage } from "../order-refused.ts";
import type { AccessForm } from "../parts/ask-for-access.ts";
import type { OpenedActivation } from "./opened-activation.ts";
import { fullItems, orderSummary, shownItem } from "./shown-order.ts";
import { shownRefusal } from "./shown-refusal.ts";

export type RefusedPage = {
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
  refusal: AnyRefusal,
  { path = `/activations/${activation.id}`, access, mailAccountId = null }: RefusedPage = {},
) => {
  const { language, viewer } = c.get("visit");
  const order = (await findOpenedOrder(ctx.db, activation)) ?? seen;
  return orderRefusedPage(translateFor(c), {
    ...frameOf(ctx, c, path),
    ...(access && { access }),
    activationId: ownBrowser ? activation.id : null,
    order: orderSummary(order),
    process: order.process,
    items: fullItems(order, itemsLeft(order)).map((item) => shownItem(item, language)),
    refusal: await shownRefusal(ctx, {
      ...{ order, refusal, language, mailAccountId },
      viewerAccountId: viewer?.accountId ?? null,
    }),
  });
};

/** In a renewal also items whose license somebody holds are left, until it was extended. */
const itemsLeft = (order: FullOrder) =>
  order.type === "renewal" ? order.items.filter((item) => !isDone(order, item)) : openItems(order);
