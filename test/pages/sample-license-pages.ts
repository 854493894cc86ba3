import type { Translate } from "../../src/messages/translate.ts";
import { licensePage } from "../../src/pages/license.ts";
import type { Frame, Viewer } from "../../src/pages/parts/frame.ts";
import type { Html } from "../../src/pages/parts/html-type.ts";
import type { LicenseFacts } from "../../src/pages/parts/licenses-table.ts";
import { expiryMailsPage } from "../../src/pages/expiry-mails.ts";
import type { ToldEvent } from "../../src/pages/products/history-list.ts";
import { productsPage, unknownKeyText } from "../../src/pages/products.ts";
import { consoleFacts, consoleLink, items } from "./sample-facts.ts";

const at = (day: string) => new Date(`${day}T10:00:00Z`);
const now = at("2026-11-24");

const counts = [
  { kind: "saas", status: "active", count: 6 },
  { kind: "xdr_add_on", status: "expiring", count: 1 },
  { kind: "xdr_add_on", status: "grace", count: 4 },
  { kind: "on_premises", status: "converted", count: 1 },
] as const;

const order = {
  orderNumber: "SO-2026-118204",
  certificateNumber: "LC-0090317-26",
  resellerName: "Brightline IT",
  orderType: "new",
  purchasedAt: at("2026-11-02"),
  cancelledAt: null,
  appliedAt: at("2026-11-03"),
  version: "full",
  seats: 250,
  startsOn: "2026-11-01",
  endsOn: "2027-10-31",
} as const;

const renewal = { ...order, orderNumber: "SO-2027-000815", orderType: "renewal" } as const;
const trial = { licenseId: "l9", nameEn: "Cloud App Security", nameJa: "Cloud App Security", at: at("2026-11-03") };

const history: ToldEvent[] = [
  { event: { type: "cancelled", at: at("2027-12-01"), item: renewal }, unit: "user" },
  { event: { type: "ordered", at: at("2027-11-30"), item: renewal, open: true }, unit: "user" },
  { event: { type: "renewed", at: at("2027-11-03"), item: renewal }, unit: "user" },
  { event: { type: "extended", at: at("2027-10-03"), item: order }, unit: "user" },
  { event: { type: "replaced", at: at("2027-01-01"), license: trial }, unit: "user", otherName: trial.nameEn },
  { event: { type: "replaced_trial", at: trial.at, license: trial }, unit: "user", otherName: trial.nameEn },
  { event: { type: "registered", at: at("2026-11-03"), item: order }, unit: "user" },
  { event: { type: "ordered", at: at("2026-11-02"), item: order, open: false }, unit: "user" },
  { event: { type: "brought_over", at: at("2024-05-06") }, unit: "user" },
];

const statuses = [
  ["active", 200],
  ["expiring", 20],
  ["grace", -13],
  ["expired", -80],
  ["not_started", 400],
] as const;

const licenses: LicenseFacts[] = items.map((item, index) => {
  const [status, daysLeft] = statuses[index] ?? ["converted", 10];
  const previousEndsOn = index === 1 ? "2026-03-31" : null;
  const orderNumber = index === 4 ? null : "SO-2026-118204";
  return {
    ...item,
    id: `l${index}`,
    activationCode: "AX-3G2Z-9F48L-9FGQU-ESXVX-CL9R6-4TGTZ",
    orderNumber,
    previousEndsOn,
    status,
    daysLeft,
    consoleLink: index === 1 ? consoleLink : null,
  };
});

/** The products page, a license's page and the setting of the mails, in every state that looks different. */
export const licensePages = (t: Translate, base: Frame, viewer: Viewer): Record<string, Html> => {
  const frame = { ...base, path: "/products", viewer };
  const console = { ...consoleFacts, state: "ready" as const, addOns: [] };
  const products = { ...frame, now, counts, licenses, ending: [], console, filter: { search: "" } };
  const [first] = licenses;
  if (!first) throw new Error("No sample license.");
  const ending = [
    { id: "l1", productName: "Email Security", endsOn: "2026-11-11", inGrace: true },
    { id: "l2", productName: "XDR Endpoint Sensor", endsOn: "2026-12-14", inGrace: false },
  ];
  const unknown = { reason: "unknown_key", text: unknownKeyText(t, true) };
  const license = { ...frame, license: first, sku: "A1S", region: "EU", registeredAt: at("2026-11-03") };
  const mails = { ...frame, action: "/account/e-mails", email: viewer.email };
  return {
    products: productsPage(t, { ...products, ending, nextAfter: "l4" }),
    "products-empty": productsPage(t, { ...products, counts: [], licenses: [], console: null }),
    "products-filtered": productsPage(t, {
      ...products,
      filter: { search: viewer.email, status: "expiring", kind: "saas" },
      licenses: licenses.slice(0, 1),
      laterPage: true,
    }),
    "products-nothing-found": productsPage(t, { ...products, filter: { search: "abc" }, counts: [], licenses: [] }),
    "products-unknown-key": productsPage(t, { ...products, typed: viewer.email, problem: unknown }),
    license: licensePage(t, { ...license, history }),
    "license-imported": licensePage(t, { ...license, region: null, history: history.slice(-1) }),
    "expiry-mails-on": expiryMailsPage(t, { ...mails, on: true }),
    "expiry-mails-off": expiryMailsPage(t, { ...mails, viewer: null, on: false }),
  };
};
