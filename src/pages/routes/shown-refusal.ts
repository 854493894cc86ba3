import type { Context } from "../../context.ts";
import { listOwners } from "../../db/users.ts";
import { listCodesOfLicenses } from "../../db/licenses.ts";
import { findOpenCase } from "../../db/support-cases.ts";
import type { FullOrder } from "../../db/order-facts.ts";
import type { Language } from "../../messages/translate.ts";
import { bindingItems } from "../../policy/cross-grade.ts";
import type { SaasConflict } from "../../policy/saas-conflict.ts";
import type { AnyRefusal } from "../../policy/decision.ts";
import { maskKey } from "../../policy/license-key.ts";
import { maskEmail } from "../../policy/masking.ts";
import type { CrossGradeOwner, OrderRefusal, OwnActivation } from "../parts/refusal.ts";
import { accountHints } from "./account-hints.ts";
import { fullItems, productName } from "./shown-order.ts";

type Shown = {
  order: FullOrder;
  refusal: AnyRefusal;
  language: Language;
  viewerAccountId: string | null;
  /** The account of the address whose mail the reader has opened. */
  mailAccountId: string | null;
};

/** A refusal with what its reader may see: of other accounts a masked owner, of their own the license in the way. */
export const shownRefusal = async (ctx: Context, shown: Shown): Promise<OrderRefusal> => {
  const { reason } = shown.refusal;
  switch (reason) {
    case "order_cancelled":
      return { reason };
    case "needs_support":
      return { reason, caseNumber: await caseNumber(ctx, shown.order) };
    case "already_activated":
      return { reason, ...(await activatedFacts(ctx, shown)) };
    case "saas_conflict":
      return { reason, conflicts: await conflictSides(ctx, shown, shown.refusal.conflicts) };
    case "registered_to_other_account":
      return { reason, owner: await renewalOwner(ctx, shown) };
    case "cross_grade_needs_owner":
    case "cross_grade_other_account":
      return { reason, owner: await crossGradeOwner(ctx, shown) };
  }
};

const caseNumber = async (ctx: Context, order: FullOrder): Promise<string | null> => {
  const open = await findOpenCase(ctx.db, order.orderId);
  return open ? `CS-${open.number}` : null;
};

/** Of several owners the one who registered last; a reader who belongs to one of them is told what their account did. */
const activatedFacts = async (ctx: Context, { order, viewerAccountId, mailAccountId }: Shown) => {
  const registrations = order.items
    .flatMap(({ registration, appliedAt }) =>
      registration
        ? [{ ...registration, at: order.type === "renewal" ? (appliedAt ?? registration.at) : registration.at }]
        : [],
    )
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const ofViewer = registrations.find(({ accountId }) => accountId === viewerAccountId);
  const ofMail = registrations.find(({ accountId }) => accountId === mailAccountId);
  const told = ofViewer ?? ofMail ?? registrations[0];
  if (!told) throw new Error(`Order ${order.orderNumber} counts as activated, but has no registration.`);
  const [owner] = await listOwners(ctx.db, [told.accountId]);
  const own: { own?: OwnActivation } = ofViewer ? { own: "signed_in" } : ofMail ? { own: "by_mail" } : {};
  return { owner: owner ? maskEmail(owner.email) : null, activatedAt: told.at, ...own };
};

/** The one account that holds what is to be renewed, as a key holder may see it. */
const renewalOwner = async (ctx: Context, { order, refusal }: Shown) => {
  const [owner, ...others] = refusal.owners;
  const hint = (await accountHints(ctx, order)).find(({ accountId }) => accountId === owner);
  return hint && others.length === 0 ? hint : null;
};

const conflictSides = async (ctx: Context, { order, language }: Shown, conflicts: readonly SaasConflict[]) => {
  const licenseIds = conflicts.flatMap(({ item, license }) => [item.licenseId, license.licenseId]);
  const licenses = new Map((await listCodesOfLicenses(ctx.db, licenseIds)).map((license) => [license.id, license]));
  const side = (licenseId: string, region: string | null, endsOn: string) => {
    const license = licenses.get(licenseId);
    return {
      productName: license ? productName(license, language) : "",
      region,
      endsOn,
      codeTail: license ? maskKey(ctx.secrets.open(license.codeSealed)) : "",
    };
  };
  return conflicts.map(({ item, license }) => ({
    held: side(license.licenseId, license.region, license.endsOn),
    ordered: side(item.licenseId, order.region, item.endsOn),
  }));
};

const crossGradeOwner = async (ctx: Context, { order, language }: Shown): Promise<CrossGradeOwner> => {
  const [item] = fullItems(order, bindingItems(order));
  const owner = (await accountHints(ctx, order)).find((hint) => hint.binding);
  if (!item?.registration || !owner) throw new Error(`The cross grade of order ${order.orderNumber} has no owner.`);
  const [license] = await listCodesOfLicenses(ctx.db, [item.licenseId]);
  return {
    id: owner.id,
    hint: owner.hint,
    codeTail: license ? maskKey(ctx.secrets.open(license.codeSealed)) : "",
    productName: productName(item, language),
    registeredAt: item.registration.at,
    purchasedAt: order.purchasedAt,
  };
};
