import { expect, test } from "vitest";
import { searchText, searchWords } from "../../src/policy/search-words.ts";

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
