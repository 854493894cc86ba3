import { Hono } from "hono";
import type { Context } from "../../context.ts";
import { findLicenseOfAccount, listConversions, listHistoryItems } from "../../db/license-history.ts";
import { NotFound } from "../../http/error-handler.ts";
import { isUuid } from "../../http/uuid.ts";
import { frameOf, type PortalEnv, shownViewer, translateFor } from "../../http/visit.ts";
import { licenseHistory } from "../../policy/license-history.ts";
import { licensePage } from "../license.ts";
import { shownLicense } from "./shown-license.ts";
import { productName } from "./shown-order.ts";

/** One license of the viewer's account. For all others it does not exist. */
export const licenseRoutes = (ctx: Context) =>
  new Hono<PortalEnv>().get("/licenses/:id", async (c) => {
    const { viewer, language } = c.get("visit");
    if (!viewer) return c.redirect("/sign-in", 303);
    const id = c.req.param("id");
    const license = isUuid(id) ? await findLicenseOfAccount(ctx.db, viewer.accountId, id) : undefined;
    if (!license?.registeredAt) throw new NotFound();
    const { sku, region, registeredAt, imported, unit } = license;
    const [items, conversions] = await Promise.all([
      listHistoryItems(ctx.db, license.id),
      listConversions(ctx.db, license),
    ]);
    const page = licensePage(translateFor(c), {
      ...frameOf(ctx, c),
      viewer: shownViewer(ctx, viewer),
      license: shownLicense(ctx, license, language, viewer.console !== null),
      sku,
      region,
      registeredAt,
      history: licenseHistory({ registeredAt, imported, items, ...conversions }).map((event) => ({
        event,
        unit,
        ...("license" in event && { otherName: productName(event.license, language) }),
      })),
    });
    return c.html(page);
  });
