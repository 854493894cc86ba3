import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseCompanyName } from "../../src/policy/company-name.ts";

describe("one company, however its name is written", () => {
  test.each([
    [
      "Acme",
      ["Acme Inc.", "ACME, Inc", "acme incorporated", "Acme Corp.", "Acme Co., Ltd.", "Acme Co.,Ltd", "ＡＣＭＥ"],
    ],
    ["Acme", ["Acme LLC", "Acme L.L.C.", "Acme Pty Ltd", "Acme Pte. Ltd.", "Acme PLC", "  Acme   Company  "]],
    ["Nordwind", ["Nordwind GmbH", "Nordwind GmbH & Co. KG", "Nordwind AG", "NORDWIND SE"]],
    ["Lumière", ["Lumière S.A.", "LUMIÈRE S. A. S.", "Lumie\u0300re SARL"]],
    ["Bella", ["Bella S.p.A.", "Bella S.r.l.", "Bella B.V.", "Bella N.V.", "Bella A/S", "Bella Oy"]],
    ["Volvo", ["AB Volvo", "Volvo AB"]],
    ["Strasse", ["Straße GmbH", "STRASSE", "STRAẞE"]],
    [
      "サクラ製作所",
      [
        "株式会社サクラ製作所",
        "サクラ製作所 株式会社",
        "㈱サクラ製作所",
        "サクラ製作所(株)",
        "サクラ製作所（株）",
        "ｻｸﾗ製作所",
      ],
    ],
    ["サクラ", ["有限会社サクラ", "合同会社 サクラ", "サクラ㍿", "(有)サクラ"]],
    ["Sakura", ["Sakura K.K.", "Sakura K. K.", "K.K. Sakura", "Kabushiki Kaisha Sakura", "Sakura G.K."]],
    ["Birch & Sons", ["Birch & Sons Ltd", "Birch + Sons", "BIRCH&SONS LIMITED"]],
    ["삼성전자", ["삼성전자 주식회사", "㈜삼성전자"]],
    ["华为", ["华为有限公司", "华为 股份有限公司"]],
  ])("%s", (name, spellings) => {
    for (const spelling of spellings)
      expect([spelling, normaliseCompanyName(spelling)]).toEqual([spelling, normaliseCompanyName(name)]);
  });
});

test.each([
  ["Acme North", "Acme South"],
  ["Inc", "Corp"],
  ["Limited Brands", "Brands"],
  ["Co Design", "Design"],
  ["Cohesion", "Hesion"],
  ["Texas", "Tex"],
  ["株式会社サクラ", "株式会社ウメ"],
  ["!!!", "???"],
])("%s is not %s", (one, other) => {
  expect(normaliseCompanyName(one)).not.toBe(normaliseCompanyName(other));
});

test.each([
  ["Inc.", "inc"],
  ["Co., Ltd.", "coltd"],
  ["株式会社", "株式会社"],
  ["㈱", "株式会社"],
  ["  ", ""],
])("nothing but a legal form, %s, keeps its letters", (name, normalised) => {
  expect(normaliseCompanyName(name)).toBe(normalised);
});

const words = fc.constantFrom(
  "Acme",
  "K",
  "S",
  "Inc.",
  "GmbH",
  "&",
  "Co.",
  "株式",
  "会社",
  "株式会社",
  "(株)",
  "Straße",
  "ΟΔΟΣ",
  "İ",
  "-",
  "s.",
);
const names = fc.oneof(
  fc.string({ unit: "binary", maxLength: 128 }),
  fc.array(fc.tuple(words, fc.constantFrom("", " ", ".")), { maxLength: 8 }).map((parts) => parts.flat().join("")),
);

test("a normalised name stays as it is, and case never counts", () => {
  fc.assert(
    fc.property(names, (name) => {
      const normalised = normaliseCompanyName(name);
      expect(normaliseCompanyName(normalised)).toBe(normalised);
      expect(normaliseCompanyName(name.normalize("NFKC").toUpperCase())).toBe(normalised);
    }),
    { numRuns: 5000 },
  );
});
