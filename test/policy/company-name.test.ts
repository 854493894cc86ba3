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
    ["サクラ", ["サクラ(合)", "サクラ（同）", "株式会社サクラ合同会社"]],
    ["Acme", ["(Acme Inc)", "“Acme, Inc.”"]],
    ["! !", ["!   !"]],
    ["Sakura Works", ["K.K. Sakura Works", "K. K. Sakura Works", "Sakura Works K.K."]],
    ["Sakura", ["Sakura K.K.", "Sakura K. K.", "K.K. Sakura", "Kabushiki Kaisha Sakura", "Sakura G.K."]],
    ["Birch & Sons", ["Birch & Sons Ltd", "Birch + Sons", "BIRCH&SONS LIMITED"]],
    ["삼성전자", ["삼성전자 주식회사", "㈜삼성전자", "삼성전자(주)"]],
    ["华为", ["华为有限公司", "华为 股份有限公司"]],
  ])("%s", (name, spellings) => {
    for (const spelling of spellings)
      expect([spelling, normaliseCompanyName(spelling)]).toEqual([spelling, normaliseCompanyName(name)]);
  });
});

const BEHIND = `inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh mbh ggmbh ag kg kgaa ohg ug se
  sa sas sasu sarl spa srl sl slu bv nv bvba ab oy oyj as asa aps pty pte pvt sdn bhd tbk ltda sro doo kft kk gk yk
  kabushiki kabushikigaisha kaisha gaisha godo goudou gomei yugen yuugen
  株式会社 有限会社 合同会社 合資会社 合名会社 一般社団法人 一般財団法人 股份有限公司 有限责任公司 有限責任公司 有限公司
  주식회사 유한회사`;
const IN_FRONT = `kk gk yk kabushiki kabushikigaisha kaisha gaisha godo goudou yugen yuugen gmbh ab oy pt ooo
  株式会社 有限会社 合同会社 合資会社 合名会社 一般社団法人 一般財団法人 股份有限公司 有限责任公司 有限責任公司 有限公司
  주식회사 유한회사`;

test.each(BEHIND.split(/\s+/))("%s behind a name is a legal form", (form) => {
  expect(normaliseCompanyName(`Acme ${form}`)).toBe("acme");
});

test.each(IN_FRONT.split(/\s+/))("%s in front of a name is a legal form", (form) => {
  expect(normaliseCompanyName(`${form} Acme`)).toBe("acme");
});

test("the final sigma is a sigma", () => {
  expect(normaliseCompanyName("Οδός")).toBe(normaliseCompanyName("ΟΔΌΣ"));
  expect(normaliseCompanyName("ΔΟΣ")).toBe("δοσ");
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
  ["(有)", "有限会社"],
  ["(合)", "合同会社"],
  ["(同)", "合同会社"],
  ["(주)", "주식회사"],
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
