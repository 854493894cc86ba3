import { Hono } from "hono";
import type { Context } from "../../context.ts";
import { countLicensesOfAccount, listEndingLicenses, listLicensesOfAccount } from "../../db/account-licenses.ts";
import { formValue } from "../../http/form-protection.ts";
import { isUuid } from "../../http/uuid.ts";
import {
  consoleLink,
  frameOf,
  type PortalEnv,
  type PortalRequest,
  shownViewer,
  type SignedIn,
  translateFor,
} from "../../http/visit.ts";
import { daysUntil, statusDays } from "../../policy/license-status.ts";
import { productKinds } from "../../policy/process.ts";
import { searchText } from "../../policy/search-words.ts";
import { shownStatuses } from "../parts/license-badge.ts";
import { isFiltered, type ListFilter, listPath } from "../products/product-list.ts";
import { type Products, productsPage, unknownKeyText } from "../products.ts";
import { placeOfKey } from "./place-of-key.ts";
import { shownLicense } from "./shown-license.ts";
import { productName } from "./shown-order.ts";

const PAGE_SIZE = 50;
const NAMED_IN_NOTE = 3;

/** What the account has. */
export const productsRoutes = (ctx: Context) =>
  new Hono<PortalEnv>()
    .get("/products", async (c) => {
      const { viewer } = c.get("visit");
      if (!viewer) return c.redirect("/sign-in", 303);
      const { q = "", status, kind, after } = c.req.query();
      const place = await placeOfKey(ctx, viewer.accountId, q);
      if (place) return c.redirect(place.path ?? "/products", 303);
      const filter = filterOf(q, status, kind);
      return c.html(await shownProducts(ctx, c, viewer, { filter, ...(isUuid(after) && { after }) }));
    })
    .post("/products", async (c) => {
      const { viewer } = c.get("visit");
      if (!viewer) return c.redirect("/sign-in", 303);
      const typed = await formValue(c, "q");
      const place = await placeOfKey(ctx, viewer.accountId, typed);
      if (place?.path) return c.redirect(place.path, 303);
      if (!place) {
        const filter = filterOf(typed, await formValue(c, "status"), await formValue(c, "kind"));
        return c.redirect(`${listPath(filter)}#licenses`, 303);
      }
      const { mayActivate } = shownViewer(ctx, viewer);
      const problem = { reason: "unknown_key", text: unknownKeyText(translateFor(c), mayActivate) };
      return c.html(await shownProducts(ctx, c, viewer, { filter: { search: "" }, typed, problem }), 409);
    });

/** What a list does not know narrows nothing down. */
const filterOf = (search: string, status: string | undefined, kind: string | undefined): ListFilter => {
  const known = shownStatuses.find((each) => each === status);
  const knownKind = productKinds.find((each) => each === kind);
  return { search: searchText(search), ...(known && { status: known }), ...(knownKind && { kind: knownKind }) };
};

type Shown = { filter: ListFilter; after?: string } & Pick<Products, "typed" | "problem">;

const shownProducts = async (ctx: Context, c: PortalRequest, viewer: SignedIn, shown: Shown) => {
  const { filter, after, ...answer } = shown;
  const { language } = c.get("visit");
  const now = ctx.now();
  const days = statusDays(now);
  const narrowed = isFiltered(filter) || after !== undefined;
  const [found, counts, ending] = await Promise.all([
    listLicensesOfAccount(ctx.db, viewer.accountId, {
      filter,
      days,
      limit: PAGE_SIZE + 1,
      ...(after && { after }),
    }),
    countLicensesOfAccount(ctx.db, viewer.accountId, { search: filter.search, days }),
    narrowed ? [] : listEndingLicenses(ctx.db, viewer.accountId, days, NAMED_IN_NOTE),
  ]);
  const licenses = found
    .slice(0, PAGE_SIZE)
    .map((license) => shownLicense(ctx, license, language, viewer.console !== null));
  const last = licenses.at(-1);
  return productsPage(translateFor(c), {
    ...frameOf(ctx, c),
    viewer: shownViewer(ctx, viewer),
    console: viewer.console && { ...viewer.console, link: consoleLink(ctx), addOns: [] },
    now,
    filter,
    licenses,
    counts: counts.map((each) => ({ ...each, count: Number(each.count) })),
    ending: ending.map(({ id, endsOn, ...names }) => ({
      id,
      endsOn,
      productName: productName(names, language),
      inGrace: daysUntil(endsOn, now) < 0,
    })),
    ...(found.length > PAGE_SIZE && last && { nextAfter: last.id }),
    laterPage: after !== undefined,
    ...answer,
  });
};
