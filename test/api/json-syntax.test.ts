import fc from "fast-check";
import { expect, test } from "vitest";
import { findSyntaxFault, parseJson, readJson } from "../../src/api/json-syntax.ts";

test.each([
  ["", 0, "a value"],
  ['{"a":1,}', 7, "a field name"],
  ["{a:1}", 1, "a field name"],
  ['{"a" 1}', 5, "a colon"],
  ["[1 2]", 3, "a comma or ]"],
  ['{"a":"b', 5, "a value"],
  ["[1}", 2, "a comma or ]"],
  ["{} x", 3, "the end"],
  ["[01]", 1, "a value"],
  ['["\t"]', 1, "a value"],
])("%j breaks at %i", (text, position, expected) => {
  expect(findSyntaxFault(text)?.position).toBe(position);
  expect(parseJson(text)).toMatchObject({ ok: false, detail: expect.stringContaining(expected) });
});

test("finds a fault exactly where JSON.parse does", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"\\u00e9"',
    "1",
    "-0.5e3",
    "true",
    "null",
    " ",
    "x",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join("")),
      ),
      (text) => {
        expect(findSyntaxFault(text) === undefined).toBe(isJson(text));
      },
    ),
    { numRuns: 2000 },
  );
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test("bytes that are no UTF-8 are refused, and a mark at their beginning is left out", () => {
  expect(readJson(Buffer.from('{"company":"M\u00fcller"}', "latin1"))).toEqual({
    ok: false,
    detail: "Expected text in UTF-8.",
  });
  expect(readJson(Buffer.from('\ufeff{"company":"M\u00fcller"}'))).toEqual({
    ok: true,
    value: { company: "M\u00fcller" },
  });
});
