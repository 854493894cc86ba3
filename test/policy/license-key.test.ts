import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  hasValidCheckCharacter,
  issueKey,
  type KeyKind,
  likelyTypingMistake,
  maskKey,
  parseKey,
  skusAmong,
} from "../../src/policy/license-key.ts";

const RK = "XC-7KQ2-M9RT-4HWD-C3PN";
const AC = "XC-8F3K-Q7M2P-R4T6W-9HJKN-C5D8E-3GXYZ";
const catalogue = { isSku: (text: string) => ["XDR-CAS", "A1", "WFBS-SVC"].includes(text) };
const parse = (typed: string) => parseKey(typed, catalogue);

describe("what a customer may type for a key", () => {
  test.each([
    ["as printed", RK, RK],
    ["an activation code in the same field", AC, AC],
    ["lower case", RK.toLowerCase(), RK],
    ["spaces around and for hyphens", "  XC 7KQ2 M9RT 4HWD C3PN\t\n", RK],
    ["no hyphens", AC.replaceAll("-", ""), AC],
    ["misplaced and doubled hyphens", "-XC7KQ--2M9RT-4HWDC3PN-", RK],
    ["en dashes", RK.replaceAll("-", "–"), RK],
    ["em dash, minus, non-breaking hyphen, underscore", "XC—7KQ2−M9RT‑4HWD_C3PN", RK],
    ["full-width letters and hyphens", "XC-7KQ2-M9RT-4HWD-C3PN", RK],
    ["the long vowel mark of a Japanese keyboard, full and half width", "XCー7KQ2ーM9RTー4HWDｰC3PN", RK],
    ["ideographic spaces", "XC　7KQ2　M9RT　4HWD　C3PN", RK],
    ["right-to-left and zero-width marks", `\u202e\u200f${RK.split("").join("\u200b")}\ufeff`, RK],
    ["soft hyphens out of a PDF", RK.replaceAll("-", "\u00ad"), RK],
    ["letters that only imported keys have", "IO-0O1I-0O1I-0O1I-0O1I", "IO-0O1I-0O1I-0O1I-0O1I"],
    ["a label", `Registration Key: ${RK}`, RK],
    ["a short label, and the key without hyphens", `Key:${AC.replaceAll("-", "")}`, AC],
    ["a numbered label", `Key 2: ${AC}`, AC],
    ["a label in Japanese with its colon", `レジストレーションキー：${RK}`, RK],
    ["a label without a colon", `Registration key\t${RK}`, RK],
    ["a label in Japanese without a colon", `アクティベーションコード　${AC.replaceAll("-", "–")} `, AC],
    ["a label that makes a registration key as long as an activation code", `Activation key ${RK}`, RK],
    [
      "blanks for hyphens are no label",
      "XC ABCD EFGHI JKLMN OPQRS TUVWX YZABC",
      "XC-ABCD-EFGHI-JKLMN-OPQRS-TUVWX-YZABC",
    ],
    ["a key that looks like a certificate number", "LC-1234-5678-9012-3456", "LC-1234-5678-9012-3456"],
  ])("%s", (_, typed, key) => {
    expect(parse(typed)).toEqual({ ok: true, kind: key.length === 22 ? "registration_key" : "activation_code", key });
  });
});

describe("what is told about a malformed key", () => {
  const rk = { kind: "registration_key", expected: 18 };
  const ac = { kind: "activation_code", expected: 31 };
  test.each([
    ["nothing", "", "empty", {}],
    ["white space and dashes only", " \u3000\u200b - — ", "empty", {}],
    ["a registration key, one short", RK.slice(0, -1), "too_short", { ...rk, length: 17, missing: 1 }],
    ["a registration key without its last group", RK.slice(0, -5), "too_short", { ...rk, length: 14, missing: 4 }],
    ["one too many", `${RK}A`, "too_long", { ...rk, length: 19, extra: 1 }],
    ["an activation code, one short", AC.slice(0, -1), "too_short", { ...ac, length: 30, missing: 1 }],
    ["one short, without hyphens", AC.slice(0, -1).replaceAll("-", ""), "too_short", { ...ac, length: 30, missing: 1 }],
    ["an activation code, one too many", `${AC}A`, "too_long", { ...ac, length: 32, extra: 1 }],
    ["24: nearer to a registration key", "A".repeat(24), "too_long", { ...rk, length: 24, extra: 6 }],
    ["25: nearer to an activation code", "A".repeat(25), "too_short", { ...ac, length: 25, missing: 6 }],
    ["10,000 letters", "A".repeat(10_000), "too_long", { ...ac, length: 10_000, extra: 9_969 }],
    ["a SKU", " xdr-cas ", "sku", { typed: "XDR-CAS" }],
    ["a SKU with a typographic dash", "wfbs–svc", "sku", { typed: "WFBS-SVC" }],
    ["a very short SKU", "a1", "sku", { typed: "A1" }],
    ["an order number", "so-2026-118204", "order_number", { typed: "SO-2026-118204" }],
    ["an order number without hyphens", "SO2026118204", "order_number", { typed: "SO2026118204" }],
    ["another system's order number", "PUR-2026-11820499", "order_number", { typed: "PUR-2026-11820499" }],
    ["an order number with two hyphens", "SO--2026-118204", "order_number", { typed: "SO-2026-118204" }],
    ["a certificate number without hyphens", "LC00012345", "certificate_number", { typed: "LC00012345" }],
    ["a certificate number", "LC-00012345", "certificate_number", { typed: "LC-00012345" }],
    ["a certificate number with a year", "LC-2026-118204", "certificate_number", { typed: "LC-2026-118204" }],
    ["an e-mail address", " Kim@acme.example ", "email_address", {}],
    ["a label before something else", "Order: SO-2026-118204", "bad_character", { character: ":", position: 6 }],
    ["a key before a colon", `${RK}: ${AC}`, "bad_character", { character: ":", position: 23 }],
    ["two labels", `Key: ${RK} Code: ${AC}`, "bad_character", { character: ":", position: 4 }],
    ["two keys", `${RK} ${RK}`, "too_long", { ...ac, length: 36, extra: 5 }],
    ["words behind a key", `${RK} (registration key)`, "bad_character", { character: "(", position: 23 }],
    ["digits in front", `12${RK.slice(2)}`, "bad_prefix", { kind: "registration_key", typed: "12" }],
    ["one letter in front", `X1${AC.slice(2)}`, "bad_prefix", { kind: "activation_code", typed: "X1" }],
    ["an umlaut", RK.replace("Q", "Ü"), "bad_character", { character: "Ü", position: 6 }],
    ["a Cyrillic letter that looks like ours", RK.replace("M", "М"), "bad_character", { character: "М", position: 9 }],
    ["an emoji", "XC-🔑", "bad_character", { character: "🔑", position: 4 }],
    ["a letter after others outside the BMP", "𝐗𝐂!", "bad_character", { character: "!", position: 3 }],
    ["SQL", "' or 1=1; drop table orders --", "bad_character", { character: "'", position: 1 }],
    ["HTML", "<script>alert(1)</script>", "bad_character", { character: "<", position: 1 }],
    ["half of a surrogate pair", "XC-\ud83d", "bad_character", { character: "\ufffd", position: 4 }],
  ])("%s", (_, typed, fault, facts) => {
    expect(parse(typed)).toEqual({ ok: false, reason: "malformed_key", fault, facts });
  });

  test("a long product name is echoed up to 60 characters", () => {
    const parsed = parseKey("A".repeat(100), { isSku: () => true });
    expect(parsed).toMatchObject({ fault: "sku", facts: { typed: "A".repeat(60) } });
  });
});

test.each(["-", " ", "–\u200b", "ＸＣ", "🔑", "\u0301\u0323", "LC-1", "AA-1-", "ﷺ", "1", "A", "1-", "A1"])(
  "100,000 characters of %j take no time",
  (piece) => {
    const started = performance.now();
    parse(`X${piece.repeat(100_000 / piece.length)}!`);
    expect(performance.now() - started).toBeLessThan(1_000);
  },
);

describe("a number of another system", () => {
  test.each([
    ["PO-4711", "PO-4711"],
    ["ord-2026-77", "ORD-2026-77"],
    ["ORD-US-4711-B", "ORD-US-4711-B"],
    ["Order no. 4711/26", "ORDERNO.4711/26"],
    ["PO#4711", "PO#4711"],
    ["4500 0123 45", "4500012345"],
  ])("%s looks like an order number", (typed, echoed) => {
    expect(parse(typed)).toMatchObject({ fault: "looks_like_number", facts: { typed: echoed } });
  });

  test.each(["XC-7KQ2", "XC-1234-5678-9012", "123", "XC-7KQ2-4711"])("%s does not: it may begin a key", (typed) => {
    expect(parse(typed)).toMatchObject({ fault: "too_short" });
  });
});

const kinds = fc.constantFrom<KeyKind>("registration_key", "activation_code");
const letters = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const A_TO_Z = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const issued = fc
  .tuple(kinds, letters(A_TO_Z, 2), fc.infiniteStream(fc.nat({ max: 255 })))
  .map(([kind, prefix, bytes]) => issueKey(kind, prefix, (count) => Uint8Array.from([...bytes.take(count)])));

describe("keys that AnyKey issues", () => {
  test("are well-formed, as printed, and valid", () => {
    fc.assert(
      fc.property(issued, (key) => {
        expect(parse(key)).toMatchObject({ ok: true, key });
        expect(key.slice(2)).toMatch(/^[-2-9A-HJ-NP-Z]+$/);
        expect(hasValidCheckCharacter(key)).toBe(true);
        expect(likelyTypingMistake(key)).toEqual({ likely: false, confusable: null });
      }),
    );
  });

  test("show every single wrong character, at any place, the prefix included", () => {
    fc.assert(
      fc.property(issued, (key) => {
        for (let place = 0; place < key.length; place += 1)
          for (const wrong of `${A_TO_Z}0123456789`)
            if (key[place] !== "-" && key[place] !== wrong)
              expect(hasValidCheckCharacter(key.slice(0, place) + wrong + key.slice(place + 1))).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test("show every swap of two neighbours, also across a hyphen", () => {
    fc.assert(
      fc.property(issued, (key) => {
        const characters = [...key.replaceAll("-", "")];
        for (let place = 1; place < characters.length; place += 1) {
          const [left = "", right = ""] = characters.slice(place - 1, place + 1);
          if (left !== right)
            expect(hasValidCheckCharacter(characters.toSpliced(place - 1, 2, right, left).join(""))).toBe(false);
        }
      }),
    );
  });

  test("are drawn evenly, and with a random prefix where none is given", () => {
    const count = new Map<string, number>();
    for (let n = 0; n < 4_000; n += 1)
      for (const letter of issueKey("registration_key", null, randomBytes).slice(0, 2))
        count.set(letter, (count.get(letter) ?? 0) + 1);
    expect([...count.keys()].sort().join("")).toBe("ABCDEFGHJKLMNPQRSTUVWXYZ");
    // 8,000 letters, 24 kinds: 333 each, give or take seven standard deviations.
    for (const times of count.values()) expect(Math.abs(times - 333)).toBeLessThan(127);
  });

  test.each(["", "X", "xc", "X1", "XCA"])("refuse the prefix %j", (prefix) => {
    expect(() => issueKey("registration_key", prefix, randomBytes)).toThrow(/prefix/);
  });
});

test.each([
  ["a letter O", "XC-7KQ2-MORT-4HWD-C3P0", "O"],
  ["a digit one", "XC-7KQ1-M9RT-4HWD-C3PN", "1"],
  ["an O in the prefix is no mistake", "XO-7KQ2-M9RT-4HWD-C3PM", null],
])("a typing mistake is likely: %s", (_, key, confusable) => {
  expect(likelyTypingMistake(key)).toEqual({ likely: true, confusable });
});

test.each([
  [RK, "…C3PN"],
  [AC, "…3GXYZ"],
])("people see of %s only %s", (key, masked) => {
  expect(maskKey(key)).toBe(masked);
});

test.each(["1SO-2026-118204", "SO-2026-118204X", "XLC-000123", "LC-2026-118204X", "LC-0001234500012345000123450001"])(
  "%s is no order or certificate number",
  (typed) => {
    expect(parse(typed)).toMatchObject({
      ok: false,
      fault: expect.stringMatching(/too_short|too_long|looks_like_number/),
    });
  },
);

test("a random byte that would make the first letters likelier is drawn again", () => {
  const bytes = [240, 255, 239, 1];
  const random = (count: number) => Uint8Array.from({ length: count }, () => bytes.shift() ?? 0);
  expect(issueKey("registration_key", null, random)).toMatch(/^ZB-/);
});

test("whatever is typed gets an answer, and a key typed in any disguise is that key", () => {
  const noise = fc.array(fc.constantFrom("", "-", " ", "–", "\u200b", "　", "ー", "_"), {
    minLength: 31,
    maxLength: 31,
  });
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), issued, noise, (typed, key, between) => {
      const parsed = parse(typed);
      if (!parsed.ok) expect(JSON.stringify(parsed).length).toBeLessThan(400);
      const disguised = [...key.replaceAll("-", "").toLowerCase()]
        .map((character, n) => character + between[n])
        .join("");
      expect(parse(disguised)).toMatchObject({ ok: true, key });
    }),
  );
});

test.each(["xdr-lite_1", "XDR–Lite-1", " xdr_lite_1 "])("a SKU is recognised as typed: %s", (typed) => {
  const known = skusAmong(["XDR-Lite_1"]);
  expect(parseKey(typed, known)).toMatchObject({ fault: "sku", facts: { typed: "XDR-LITE-1" } });
});
