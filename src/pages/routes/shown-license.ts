import type { Context } from "../../context.ts";
import { consoleLink } from "../../http/visit.ts";
import type { Language } from "../../messages/translate.ts";
import { licenseStatus } from "../../policy/license-status.ts";
import type { ProductKind } from "../../policy/process.ts";
import type { ShownStatus } from "../parts/license-badge.ts";
import type { LicenseFacts } from "../parts/licenses-table.ts";
import { productName } from "./shown-order.ts";

type HeldLicense = {
  id: string;
  nameEn: string;
  nameJa: string;
  kind: ProductKind;
  unit: string;
  codeSealed: Buffer;
  version: "full" | "trial";
  seats: number;
  startsOn: string;
  endsOn: string;
  convertedTo: string | null;
  orderNumber?: string | null;
  previousEndsOn?: string | null;
  inConsole: boolean;
};

/** A license as its account sees it, with its activation code. */
export const shownLicense = (
  ctx: Context,
  license: HeldLicense,
  language: Language,
  hasConsole: boolean,
): LicenseFacts => {
  const term = { ...license, registered: true, converted: license.convertedTo !== null };
  const { status, daysLeft } = licenseStatus(term, ctx.now());
  return {
    id: license.id,
    productName: productName(license, language),
    kind: license.kind,
    seats: license.seats,
    unit: license.unit,
    startsOn: license.startsOn,
    endsOn: license.endsOn,
    trial: license.version === "trial",
    orderNumber: license.orderNumber ?? null,
    previousEndsOn: license.previousEndsOn ?? null,
    activationCode: ctx.secrets.open(license.codeSealed),
    status: status as ShownStatus,
    daysLeft,
    consoleLink: hasConsole && license.inConsole && license.convertedTo === null ? consoleLink(ctx) : null,
  };
};
