import type { Context } from "../context.ts";
import { insertActivation } from "../db/activations.ts";
import { findLicenseByLookup } from "../db/licenses.ts";
import { listFullOrdersOfLicense } from "../db/order-facts.ts";
import { listProducts } from "../db/products.ts";
import { findRegistrationKey } from "../db/registration-keys.ts";
import { hashToken } from "../secrets.ts";
import {
  isExampleKey,
  type KeyKind,
  likelyTypingMistake,
  type ParsedKey,
  parseKey,
  skusAmong,
} from "../policy/license-key.ts";
import { orderOfActivationCode } from "../policy/opening.ts";
import { openItems } from "../policy/order-facts.ts";
import type { Process } from "../policy/process.ts";
import { keepDecision } from "./keep-decision.ts";

export type OpenOrder = { typed: string; browserToken: string; language: string; userId: string | null };

export type OpenedOrder =
  | { ok: true; activationId: string }
  | Extract<ParsedKey, { ok: false }>
  | { ok: false; reason: "unknown_key"; isExample: boolean; mistake: ReturnType<typeof likelyTypingMistake> }
  | { ok: false; reason: "order_cancelled" };

/** Any key of an order begins an activation of it, for this browser. Nothing is registered. */
export const openOrder = async (ctx: Context, input: OpenOrder): Promise<OpenedOrder> => {
  const parsed = await parseTyped(ctx, input.typed);
  if (!parsed.ok) return parsed;
  const order = await orderOfKey(ctx, parsed);
  if (!order) return unknownKey(parsed.key);
  if (order.cancelledAt !== null) return { ok: false, reason: "order_cancelled" };
  const id = ctx.newId();
  await insertActivation(ctx.db, {
    id,
    orderId: order.orderId,
    registrationKeyId: order.registrationKeyId,
    licenseId: order.licenseId,
    state: "opened",
    browserHash: hashToken(input.browserToken),
    language: input.language,
    beganAt: ctx.now(),
  });
  if (input.userId !== null || mayBeRefused(order)) await keepDecision(ctx, id, input.userId);
  return { ok: true, activationId: id };
};

const unknownKey = (key: string): OpenedOrder => ({
  ok: false,
  reason: "unknown_key",
  isExample: isExampleKey(key),
  mistake: likelyTypingMistake(key),
});

/** The catalogue is asked only when the text is no key: somebody may have typed a SKU. */
const parseTyped = async (ctx: Context, typed: string): Promise<ParsedKey> => {
  const parsed = parseKey(typed, { isSku: () => false });
  if (parsed.ok) return parsed;
  return parseKey(typed, skusAmong((await listProducts(ctx.db)).map((product) => product.sku)));
};

type KeyedOrder = {
  orderId: string;
  registrationKeyId: string | null;
  licenseId: string | null;
  process: Process;
  cancelledAt: Date | null;
  hasSuite: boolean;
  hasOpenItem: boolean;
};

/**
 * No suite, something left to register, the whole order opened: no rule refuses that, so nothing has to be read. The one
 * exception is a SaaS family that the order has twice; its page offers to open the case.
 */
const mayBeRefused = ({ process, hasSuite, hasOpenItem }: KeyedOrder): boolean =>
  process === "original" || hasSuite || !hasOpenItem;

const orderOfKey = async (ctx: Context, parsed: { kind: KeyKind; key: string }): Promise<KeyedOrder | undefined> => {
  const lookup = ctx.secrets.lookup(parsed.key);
  if (parsed.kind === "registration_key") {
    const found = await findRegistrationKey(ctx.db, lookup);
    return found && { ...found, registrationKeyId: found.id, licenseId: null };
  }
  const license = await findLicenseByLookup(ctx.db, lookup);
  const order = license && orderOfActivationCode(await listFullOrdersOfLicense(ctx.db, license.id), license.id);
  if (!order) return undefined;
  const hasSuite = order.items.some((item) => item.suite !== null);
  const hasOpenItem = openItems(order).length > 0;
  return { ...order, registrationKeyId: null, licenseId: license.id, hasSuite, hasOpenItem };
};
