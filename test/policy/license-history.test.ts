import { expect, test } from "vitest";
import { type HistoryFacts, type HistoryItem, licenseHistory } from "../../src/policy/license-history.ts";

const at = (day: string) => new Date(`${day}T10:00:00Z`);

const item = (orderNumber: string, purchased: string, facts: Partial<HistoryItem> = {}): HistoryItem => ({
  orderNumber,
  certificateNumber: `LC-${orderNumber}`,
  resellerName: "North Reseller",
  orderType: "new",
  purchasedAt: at(purchased),
  cancelledAt: null,
  appliedAt: null,
  version: "full",
  seats: 100,
  startsOn: "2026-05-04",
  endsOn: "2027-05-03",
  ...facts,
});

const first = item("1", "2026-05-04", { appliedAt: at("2026-05-06") });
const renewal = (facts: Partial<HistoryItem>) => item("2", "2027-04-01", { orderType: "renewal", ...facts });
const trial = { licenseId: "T", nameEn: "Trial", nameJa: "Trial", at: at("2026-05-06") };
const full = { licenseId: "F", nameEn: "Full", nameJa: "Full", at: at("2026-06-01") };

test.each<[string, Partial<HistoryFacts>, string[]]>([
  ["one order", {}, ["registered 1", "ordered 1"]],
  [
    "a renewal that waits for its key",
    { items: [first, renewal({})] },
    ["ordered 2 open", "registered 1", "ordered 1"],
  ],
  [
    "a renewal that was entered",
    { items: [renewal({ appliedAt: at("2027-04-10") }), first] },
    ["renewed 2", "ordered 2", "registered 1", "ordered 1"],
  ],
  [
    "a cross grade",
    { items: [first, item("3", "2026-09-01", { appliedAt: at("2026-09-02") })] },
    ["extended 3", "ordered 3", "registered 1", "ordered 1"],
  ],
  [
    "a renewal that was cancelled",
    { items: [first, renewal({ cancelledAt: at("2027-04-01") })] },
    ["cancelled 2", "ordered 2", "registered 1", "ordered 1"],
  ],
  [
    "brought over, with the order that it came from",
    { imported: true, items: [item("1", "2026-05-04")] },
    ["brought_over", "ordered 1"],
  ],
  [
    "brought over, with an order that was bought since",
    { imported: true, items: [renewal({})] },
    ["ordered 2 open", "brought_over"],
  ],
  [
    "brought over and renewed since",
    { imported: true, items: [renewal({ appliedAt: at("2027-04-10") })] },
    ["renewed 2", "ordered 2", "brought_over"],
  ],
  ["it took the place of a trial", { replacedTrials: [trial] }, ["replaced_trial T", "registered 1", "ordered 1"]],
  ["a trial that was replaced", { replacedBy: full }, ["replaced F", "registered 1", "ordered 1"]],
])("%s", (_, facts, told) => {
  const base = {
    registeredAt: at("2026-05-06"),
    imported: false,
    items: [first],
    replacedTrials: [],
    replacedBy: null,
  };
  const events = licenseHistory({ ...base, ...facts }).map((event) => {
    const about = "item" in event ? event.item?.orderNumber : "license" in event ? event.license.licenseId : undefined;
    return [event.type, about, "open" in event && event.open && "open"].filter(Boolean).join(" ");
  });
  expect(events).toEqual(told);
});
