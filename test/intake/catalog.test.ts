import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseCatalog } from "../../src/intake/catalog.ts";

const cas = { sku: "CAS", name: "Cloud App Security", kind: "saas", saasFamily: "cas", inConsole: false };
const addOn = {
  sku: "1-x",
  name: { en: "Add-on", ja: "アドオン" },
  kind: "xdr_add_on",
  inConsole: true,
  addsTo: "CAS",
};
const pointers = (raw: unknown) => {
  const parsed = parseCatalog(raw);
  return parsed.ok ? [] : parsed.faults.map((fault) => fault.pointer);
};

test("takes the catalogue that AnyKey ships with", () => {
  expect(pointers(parse(readFileSync("catalog/trend-micro.yaml", "utf8")))).toEqual([]);
});

test("a list, or an object that holds it", () => {
  const parsed = parseCatalog([cas, addOn]);
  expect(parseCatalog({ products: [cas, addOn] })).toEqual(parsed);
  expect(parsed).toMatchObject({
    ok: true,
    products: [
      {
        sku: "CAS",
        nameEn: "Cloud App Security",
        nameJa: "Cloud App Security",
        unit: "seat",
        keyPrefix: "CA",
        addsTo: null,
      },
      { sku: "1-x", nameEn: "Add-on", nameJa: "アドオン", saasFamily: null, keyPrefix: "XX", region: null },
    ],
  });
});

test.each([
  ["nothing", null, [""]],
  ["no product", [], [""]],
  ["an add-on to nothing", [addOn], ["/0/addsTo"]],
  ["an add-on with a family", [cas, { ...addOn, saasFamily: "cas" }], ["/1/saasFamily"]],
  ["every fault at once", [{ ...addOn, name: "", saasFamily: "cas" }], ["/0/name", "/0/saasFamily", "/0/addsTo"]],
  ["a SKU twice", { products: [cas, cas] }, ["/products/1/sku"]],
  ["a mistyped field", [{ ...cas, inconsole: true }], ["/0/inconsole"]],
  ["no English name", [{ ...cas, name: { ja: "x" } }], ["/0/name"]],
  ["three letters", [{ ...cas, keyPrefix: "CAS" }], ["/0/keyPrefix"]],
])("refuses %s", (_, raw, expected) => {
  expect(pointers(raw)).toEqual(expected);
});
