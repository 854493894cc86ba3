import { expect, test } from "vitest";
import { withoutFormula } from "../../src/policy/formula-guard.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+44", "'+44"],
  ["-2", "'-2"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["XDR Add-On", "XDR Add-On"],
  ["", ""],
])("%j becomes %j", (text, safe) => {
  expect(withoutFormula(text)).toBe(safe);
});
