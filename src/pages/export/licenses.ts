import type { Context } from "../../context.ts";
import { listLicensesOfAccount } from "../../db/account-licenses.ts";
import { licenseStatus, statusDays } from "../../policy/license-status.ts";
import { pagesOf } from "./pages-of.ts";

const AT_ONCE = 500;

/** Every license of an account with what an export tells of it. */
export async function* exportedLicenses(ctx: Context, accountId: string) {
  // One day for all pages: another one would move licenses between them.
  const days = statusDays(ctx.now());
  const read = (last?: { id: string }) =>
    listLicensesOfAccount(ctx.db, accountId, { filter: {}, days, limit: AT_ONCE, ...(last && { after: last.id }) });
  for await (const license of pagesOf(AT_ONCE, read)) {
    const term = { ...license, registered: true, converted: license.convertedTo !== null };
    yield {
      activationCode: ctx.secrets.open(license.codeSealed),
      sku: license.sku,
      nameEn: license.nameEn,
      nameJa: license.nameJa,
      kind: license.kind,
      version: license.version,
      seats: license.seats,
      unit: license.unit,
      startsOn: license.startsOn,
      endsOn: license.endsOn,
      status: licenseStatus(term, ctx.now()).status,
      region: license.region,
      orderNumber: license.orderNumber,
      registeredAt: license.registeredAt,
    };
  }
}
