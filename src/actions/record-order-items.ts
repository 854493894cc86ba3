import { randomBytes } from "node:crypto";
import type { Context } from "../context.ts";
import type { Tx } from "../db/client.ts";
import { insertLicense, lockLicenseByLookup, markLicenseRegion } from "../db/licenses.ts";
import { insertOrderItems, listItemsOfLicense, listKeysOfItems } from "../db/order-items.ts";
import type { Product } from "../db/products.ts";
import { insertRegistrationKey } from "../db/registration-keys.ts";
import { issueKey } from "../policy/license-key.ts";
import { type Fault, mayCarryCode } from "../policy/order-intake.ts";
import type { NewItem, NewOrder } from "./record-order.ts";

/** The keys of a line that AnyKey issued: told once, in the answer that made the order. */
export type IssuedKey = { line: number; registrationKey: string; activationCode: string };

type Products = ReadonlyMap<string, Product>;
type Intake = { orderId: string; order: NewOrder; products: Products };
type KeyRefusal = { ok: false; reason: "key_taken" | "license_differs"; fault: Fault };

/** Stores the items of a new order with their keys and licenses. A code that exists names the same license. */
export const recordItems = async (
  ctx: Context,
  tx: Tx,
  intake: Intake,
): Promise<{ ok: true; issued: IssuedKey[] } | KeyRefusal> => {
  const keyed = withKeys(intake.order.items, intake.products);
  const registrationKeys = await recordRegistrationKeys(ctx, tx, intake, keyed);
  if (!registrationKeys.ok) return registrationKeys;
  const licenses = await recordLicenses(ctx, tx, intake, keyed);
  if (!licenses.ok) return licenses;
  await insertOrderItems(
    tx,
    keyed.map(({ registrationKey, activationCode, ...item }) => ({
      ...item,
      id: ctx.newId(),
      orderId: intake.orderId,
      registrationKeyId: registrationKeys.ids.get(registrationKey) as string,
      licenseId: licenses.ids.get(activationCode) as string,
    })),
  );
  const given = new Map(intake.order.items.map((item) => [item.line, item]));
  const issued = keyed.filter(({ line }) => !given.get(line)?.registrationKey || !given.get(line)?.activationCode);
  return {
    ok: true,
    issued: issued.map(({ line, registrationKey, activationCode }) => ({ line, registrationKey, activationCode })),
  };
};

/** Whether the keys that a repeated order gives are the ones that it has; a key that is left out says nothing. */
export const keysAgree = async (ctx: Context, tx: Tx, orderId: string, items: NewItem[]): Promise<boolean> => {
  const known = new Map((await listKeysOfItems(tx, orderId)).map((item) => [item.line, item]));
  const agrees = (given: string | null, stored: Buffer | undefined) =>
    given === null || stored?.equals(ctx.secrets.lookup(given)) === true;
  return items.every(({ line, registrationKey, activationCode }) => {
    const stored = known.get(line);
    return agrees(registrationKey, stored?.registrationKeyLookup) && agrees(activationCode, stored?.codeLookup);
  });
};

/** The product of a SKU that orderFaults has checked. */
export const knownProduct = (products: Products, sku: string): Product => {
  const product = products.get(sku);
  if (!product) throw new Error(`The catalogue lost ${sku} while an order was taken in.`);
  return product;
};

type KeyedItem = NewItem & { registrationKey: string; activationCode: string };

/**
 * Issues what is left out: an activation code per item, with its product's letters in front; a registration key per
 * item, but one for a whole suite. A registration key's letters are random: with fixed ones it had fewer than 80 bits.
 */
const withKeys = (items: NewItem[], products: Products): KeyedItem[] => {
  const suiteKey = issueKey("registration_key", null, randomBytes);
  return items.map((item) => ({
    ...item,
    registrationKey:
      item.registrationKey ?? (item.suite === null ? issueKey("registration_key", null, randomBytes) : suiteKey),
    activationCode:
      item.activationCode ?? issueKey("activation_code", knownProduct(products, item.sku).keyPrefix, randomBytes),
  }));
};

const recordRegistrationKeys = async (ctx: Context, tx: Tx, { orderId, order }: Intake, items: KeyedItem[]) => {
  const ids = new Map<string, string>();
  for (const key of byLookup(ctx, new Set(items.map((item) => item.registrationKey)))) {
    const id = ctx.newId();
    const inserted = await insertRegistrationKey(tx, {
      id,
      orderId,
      lookup: key.lookup,
      sealed: ctx.secrets.seal(key.text),
    });
    if (!inserted) return taken(order, items, "registrationKey", key.text);
    ids.set(key.text, id);
  }
  return { ok: true as const, ids };
};

const recordLicenses = async (ctx: Context, tx: Tx, { order, products }: Intake, items: KeyedItem[]) => {
  const ids = new Map<string, string>();
  const itemOf = new Map(items.map((item) => [item.activationCode, item]));
  for (const code of byLookup(ctx, itemOf.keys())) {
    const item = itemOf.get(code.text) as KeyedItem;
    const id = ctx.newId();
    const { sku, version, seats, startsOn, endsOn } = item;
    const license = {
      id,
      codeLookup: code.lookup,
      codeSealed: ctx.secrets.seal(code.text),
      sku,
      version,
      seats,
      startsOn,
      endsOn,
    };
    const region = knownProduct(products, sku).region ?? order.region;
    const inserted = await insertLicense(tx, { ...license, region });
    const known = inserted ? undefined : await lockLicenseByLookup(tx, code.lookup);
    if (known && known.sku !== sku) return differs(items, item, known.sku);
    const others = known ? await listItemsOfLicense(tx, known.id) : [];
    if (!mayCarryCode({ ...order, suite: item.suite }, others)) return taken(order, items, "activationCode", code.text);
    if (known) await markLicenseRegion(tx, known.id, region);
    ids.set(code.text, known?.id ?? id);
  }
  return { ok: true as const, ids };
};

/** Always in the same sequence, so that two orders with the same keys wait for each other instead of deadlocking. */
const byLookup = (ctx: Context, keys: Iterable<string>): { text: string; lookup: Buffer }[] =>
  [...keys].map((text) => ({ text, lookup: ctx.secrets.lookup(text) })).sort((a, b) => a.lookup.compare(b.lookup));

const taken = (
  order: NewOrder,
  items: KeyedItem[],
  field: "registrationKey" | "activationCode",
  key: string,
): KeyRefusal => {
  const at = items.findIndex((item) => item[field] === key);
  const detail =
    field === "registrationKey"
      ? "Another order has this registration key: a registration key is of one order only."
      : `Another order has this activation code. Only a renewal or a suite upgrade may carry it; this order is ${order.type}.`;
  return { ok: false, reason: "key_taken", fault: { pointer: `/items/${at}/${field}`, detail } };
};

const differs = (items: KeyedItem[], item: KeyedItem, sku: string): KeyRefusal => ({
  ok: false,
  reason: "license_differs",
  fault: {
    pointer: `/items/${items.indexOf(item)}/sku`,
    detail: `The license of this activation code is for ${sku}, not for ${item.sku}.`,
  },
});
