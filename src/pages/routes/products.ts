import { Hono } from "hono";
import type { Context } from "../../context.ts";
import { countLicensesByTerm, listLicensesOfAccount } from "../../db/licenses.ts";
import { isUuid } from "../../http/uuid.ts";
import { consoleLink, frameOf, type PortalEnv, translateFor } from "../../http/visit.ts";
import type { Language } from "../../messages/translate.ts";
import { licenseStatus } from "../../policy/license-status.ts";
import { type CountedStatus, countedStatuses } from "../parts/license-badge.ts";
import type { LicenseFacts } from "../parts/licenses-table.ts";
import { productsPage } from "../products.ts";
import { productName } from "./shown-order.ts";

const PAGE_SIZE = 100;

/** What the account has. */
export const productsRoutes = (ctx: Context) =>
  new Hono<PortalEnv>().get("/products", async (c) => {
    const { viewer, language } = c.get("visit");
    if (!viewer) return c.redirect("/sign-in", 303);
    const after = c.req.query("after");
    const [licenses, counts] = await Promise.all([
      listLicensesOfAccount(ctx.db, viewer.accountId, { limit: PAGE_SIZE + 1, ...(isUuid(after) && { after }) }),
      countStatuses(ctx, viewer.accountId),
    ]);
    const shown = licenses.slice(0, PAGE_SIZE);
    const frame = frameOf(ctx, c);
    if (!frame.viewer) return c.redirect("/sign-in", 303);
    const page = productsPage(translateFor(c), {
      ...frame,
      viewer: frame.viewer,
      console: viewer.console && { ...viewer.console, link: consoleLink(ctx), addOns: [] },
      licenses: shown.map((license) => shownLicense(ctx, license, language, viewer.console !== null)),
      counts,
      ...(licenses.length > PAGE_SIZE && { nextPage: `/products?after=${shown.at(-1)?.id}` }),
      ...(isUuid(after) && { firstPage: "/products" }),
    });
    return c.html(page);
  });

type HeldLicense = Awaited<ReturnType<typeof listLicensesOfAccount>>[number];

const shownLicense = (ctx: Context, license: HeldLicense, language: Language, hasConsole: boolean): LicenseFacts => {
  const { status, daysLeft } = licenseStatus(termOf(license), ctx.now());
  return {
    productName: productName(license, language),
    kind: license.kind,
    seats: license.seats,
    unit: license.unit,
    startsOn: license.startsOn,
    endsOn: license.endsOn,
    trial: license.version === "trial",
    orderNumber: license.orderNumber,
    previousEndsOn: license.previousEndsOn,
    activationCode: ctx.secrets.open(license.codeSealed),
    status: status as LicenseFacts["status"],
    daysLeft,
    consoleLink: hasConsole && license.inConsole && license.convertedTo === null ? consoleLink(ctx) : null,
  };
};

const termOf = (license: Pick<HeldLicense, "startsOn" | "endsOn" | "version" | "convertedTo">) => ({
  ...license,
  registered: true,
  converted: license.convertedTo !== null,
});

const countStatuses = async (ctx: Context, accountId: string): Promise<Record<CountedStatus, number>> => {
  const counts = { active: 0, expiring: 0, grace: 0, expired: 0, not_started: 0 };
  for (const group of await countLicensesByTerm(ctx.db, accountId)) {
    const { status } = licenseStatus({ ...group, registered: true, converted: group.converted === true }, ctx.now());
    const counted = countedStatuses.find((name) => name === status);
    if (counted) counts[counted] += Number(group.count);
  }
  return counts;
};
