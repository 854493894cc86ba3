import type { OrderActivated } from "../../actions/activate-order.ts";
import type { Context } from "../../context.ts";
import { findAccount } from "../../db/accounts.ts";
import type { FullItem, FullOrder } from "../../db/order-facts.ts";
import { findUser, listOwners } from "../../db/users.ts";
import { takeWelcome, writeCookie } from "../../http/cookies.ts";
import { consoleLink, frameOf, type PortalRequest, type SignedIn, translateFor } from "../../http/visit.ts";
import type { Language } from "../../messages/translate.ts";
import { decidedLines, madeNewAccount } from "../../policy/decision-record.ts";
import { regionsToTell } from "../../policy/console-region.ts";
import { maskEmail } from "../../policy/masking.ts";
import { activatedPage } from "../activated.ts";
import type { ConsoleFacts } from "../parts/console-state.ts";
import { registeredPage } from "../registered.ts";
import type { OpenedActivation } from "./opened-activation.ts";
import { productName, shownItem } from "./shown-order.ts";

/** Leads to the activated page, which shows the console's pop-up this once. */
export const welcome = (ctx: Context, c: PortalRequest, { activationId, repeated }: OrderActivated & { ok: true }) => {
  if (!repeated) writeCookie(c, ctx.config.publicUrl, "anykey_welcome", activationId);
  return c.redirect(`/activations/${activationId}`, 303);
};

/** What became of the order: all of it for the account's users, a masked name for the browser that began. */
export const activated = async (ctx: Context, c: PortalRequest, opened: OpenedActivation) => {
  const { activation, order } = opened;
  const { viewer } = c.get("visit");
  const user = await activatorOf(ctx, activation);
  const own = viewer !== null && viewer.accountId === activation.accountId ? viewer : null;
  const email = user ? (own ? user.email : maskEmail(user.email)) : "";
  const page = order.process === "original" ? registered : activatedOrder;
  return c.html(await page(ctx, c, opened, { own, email }));
};

/** Who activated it; the owner of the account where that user was removed. */
const activatorOf = async (ctx: Context, { activatedBy, accountId }: OpenedActivation["activation"]) => {
  const user = activatedBy ? await findUser(ctx.db, activatedBy) : undefined;
  return user ?? (accountId ? (await listOwners(ctx.db, [accountId]))[0] : undefined);
};

type Reader = { own: SignedIn | null; email: string };

const activatedOrder = async (
  ctx: Context,
  c: PortalRequest,
  { activation, order }: OpenedActivation,
  { own, email }: Reader,
) => {
  const { language } = c.get("visit");
  const items = itemsIn(order, activation.decision, "registered");
  const extended = itemsIn(order, activation.decision, "extended");
  return activatedPage(translateFor(c), {
    ...frameOf(ctx, c),
    orderNumber: order.orderNumber,
    items: items.map((item) => shownItem(item, language)),
    extended: extended.map((item) => shownItem(item, language)),
    email,
    console: own && consoleFacts(ctx, own.console, order, [...items, ...extended], language),
    popUp: own !== null && takeWelcome(c, activation.id),
  });
};

const registered = async (
  ctx: Context,
  c: PortalRequest,
  { activation, order }: OpenedActivation,
  { own, email }: Reader,
) => {
  const { language } = c.get("visit");
  const account = own ? await findAccount(ctx.db, own.accountId) : undefined;
  const made = itemsIn(order, activation.decision, "registered");
  const items = [...made, ...itemsIn(order, activation.decision, "extended")];
  return registeredPage(translateFor(c), {
    ...frameOf(ctx, c),
    orderNumber: order.orderNumber,
    items: items.map((item) => ({ ...shownItem(item, language), ...(own && renewed(item)) })),
    email,
    accountId: account?.loginId ?? null,
    what: made.length === 0 ? "extended" : "registered",
    newAccount: madeNewAccount(activation.decision),
  });
};

/** What the license gives now, and when it ended before. */
const renewed = ({ license, previousEndsOn }: FullItem) =>
  previousEndsOn === null
    ? {}
    : { seats: license.seats, startsOn: license.startsOn, endsOn: license.endsOn, previousEndsOn };

/** What the pop-up and the note say: nothing where no item of the order is in the console. */
const consoleFacts = (
  ctx: Context,
  console: SignedIn["console"],
  order: FullOrder,
  items: readonly FullItem[],
  language: Language,
): ConsoleFacts | null => {
  if (console === null || !items.some((item) => item.inConsole)) return null;
  const addOns = items.filter((item) => item.kind === "xdr_add_on" && item.inConsole);
  const named = items.map((item) => ({ ...item, name: productName(item, language) }));
  const regions = regionsToTell({ orderRegion: order.region, accountRegion: console.region, items: named });
  return {
    ...console,
    link: consoleLink(ctx),
    ...(regions.stays && { otherRegion: order.region }),
    ownRegions: regions.own.map(({ name, productRegion }) => ({ product: name, region: productRegion })),
    addOns: [...new Set(addOns.map((item) => productName(item, language)))],
  };
};

/** What this activation did; what was registered before it is not told again. */
const itemsIn = (order: FullOrder, decision: unknown, name: "registered" | "extended"): FullItem[] => {
  const lines = decidedLines(decision, [name]);
  return order.items.filter((item) => lines.includes(item.line));
};
