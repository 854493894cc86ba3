import { expect, test } from "vitest";
import { searchedNumber, searchText, searchWords } from "../../src/policy/search-words.ts";

test.each([
  ["", []],
  ["  Apex   One ", ["apex", "one"]],
  ["ＡＰＥＸ　Ｏｎｅ", ["apex", "one"]],
  ["SO-2026-000001", ["so-2026-000001"]],
  ["a\0b\u202ec\ud83d", ["a", "b", "c\ufffd"]],
  ["1 2 3 4 5 6 7 8 9", ["1", "2", "3", "4", "5", "6", "7", "8"]],
  ["x".repeat(500), ["x".repeat(100)]],
])("%j is looked for as %j", (typed, words) => {
  expect(searchWords(typed)).toEqual(words);
});

test("what was typed is shown again on one line", () => {
  expect(searchText(" Apex\r\n One ")).toBe("Apex One");
});

test.each([
  ["so2026000001", "SO2026000001"],
  [" So-2026 – 000001 ", "SO2026000001"],
  ["ＬＣ－００１", "LC001"],
  ["apex one", null],
  ["", null],
])("%j is compared with order numbers as %j", (typed, number) => {
  expect(searchedNumber(typed)).toBe(number);
});
