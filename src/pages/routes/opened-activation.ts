import type { Context } from "../../context.ts";
import { type Activation, findActivation } from "../../db/activations.ts";
import { listHeldSaas } from "../../db/licenses.ts";
import { type FullOrder, findOpenedOrder } from "../../db/order-facts.ts";
import { NotFound, StepNotOpen } from "../../http/error-handler.ts";
import { isUuid } from "../../http/uuid.ts";
import type { PortalRequest } from "../../http/visit.ts";
import type { Candidate } from "../../policy/activation.ts";
import { hashToken } from "../../secrets.ts";

export type OpenedActivation = { activation: Activation; order: FullOrder; ownBrowser: boolean };

/**
 * The activation of the address. It opens only for the browser that began it and, once an account has it, for that
 * account's users; for all others it does not exist.
 */
export const openedActivation = async (ctx: Context, c: PortalRequest): Promise<OpenedActivation> => {
  const opened = await activationOfBrowser(ctx, c, c.req.param("id"));
  if (!opened) throw new NotFound();
  return opened;
};

/** The activation of an id that came with a form or an address, where it opens for this browser. */
export const activationOfBrowser = async (
  ctx: Context,
  c: PortalRequest,
  id: string | undefined,
): Promise<OpenedActivation | undefined> => {
  const activation = isUuid(id) ? await findActivation(ctx.db, id) : undefined;
  if (!activation) return undefined;
  const { browserToken, viewer } = c.get("visit");
  const ownBrowser = activation.browserHash.equals(hashToken(browserToken));
  const ownAccount = activation.accountId !== null && activation.accountId === viewer?.accountId;
  const order = ownBrowser || ownAccount ? await findOpenedOrder(ctx.db, activation) : undefined;
  return order && { activation, order, ownBrowser };
};

/**
 * The same for the steps on the way: they are walked by the browser that began, before the end, in the account-based
 * process. In any other state the activation's own page tells what is the case.
 */
export const runningActivation = async (ctx: Context, c: PortalRequest): Promise<OpenedActivation> => {
  const opened = await openedActivation(ctx, c);
  const { activation, order, ownBrowser } = opened;
  if (!ownBrowser || activation.state === "activated" || order.process === "original") {
    throw new StepNotOpen(activation.id);
  }
  return opened;
};

/** The same for the steps of the original process. A second press of its last button finds it activated. */
export const originalActivation = async (
  ctx: Context,
  c: PortalRequest,
  when: "running" | "activated too" = "running",
): Promise<OpenedActivation> => {
  const opened = await openedActivation(ctx, c);
  const { activation, order, ownBrowser } = opened;
  const over = activation.state === "activated" && when === "running";
  if (!ownBrowser || over || order.process !== "original") throw new StepNotOpen(activation.id);
  return opened;
};

/** The account that the signed-in person would give the order to; nobody signed in decides nothing yet. */
export const candidateOf = async (ctx: Context, c: PortalRequest): Promise<Candidate> => {
  const { viewer } = c.get("visit");
  if (!viewer) return { is: "undecided" };
  return { is: "account", accountId: viewer.accountId, held: await listHeldSaas(ctx.db, viewer.accountId) };
};
