import { expect, test } from "vitest";
import { plotScale } from "../../../src/pages/products/plot-scale.ts";

const now = new Date("2026-11-24T23:00:00Z");

test("the plot reaches from the first start to the last grace, and always holds today", () => {
  const scale = plotScale([{ startsOn: "2026-01-01", endsOn: "2027-12-01" }], now);
  expect([scale.at("2026-01-01"), scale.at("2027-12-31")]).toEqual([0, 100]);
  expect(scale.ticks).toEqual(["2027-01-01"]);
  expect(plotScale([{ startsOn: "2027-06-01", endsOn: "2028-05-31" }], now).at("2026-11-24")).toBe(0);
  expect(plotScale([{ startsOn: "2025-06-01", endsOn: "2026-05-31" }], now).at("2026-11-24")).toBe(100);
});

test("of a term that reaches far beyond only the near part is drawn, of one that lies outside nothing", () => {
  const terms = [
    { startsOn: "2010-01-01", endsOn: "2012-12-31" },
    { startsOn: "2026-01-01", endsOn: "2099-12-31" },
  ];
  const scale = plotScale(terms, now);
  expect([scale.at("2024-11-24"), scale.at("2030-11-24")]).toEqual([0, 100]);
  expect(scale.span("2010-01-01", "2012-12-31")).toBeUndefined();
  const cut = scale.span("2026-01-01", "2099-12-31");
  expect((cut?.x ?? 0) + (cut?.width ?? 0)).toBeCloseTo(100, 1);
  expect(scale.ticks).toEqual(["2026-01-01", "2027-01-01", "2028-01-01", "2029-01-01", "2030-01-01"]);
});

test("a license of one day today is a plot, too", () => {
  const scale = plotScale([{ startsOn: "2026-11-24", endsOn: "2026-11-24" }], now);
  expect(scale.at("2026-11-24")).toBe(0);
  expect(scale.span("2026-11-24", "2026-12-24")).toEqual({ x: 0, width: 100 });
});
