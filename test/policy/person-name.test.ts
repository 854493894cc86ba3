import { expect, test } from "vitest";
import { fullName } from "../../src/policy/person-name.ts";

test.each([
  ["Sakura", "Ono", "en", "Sakura Ono"],
  ["Sakura", "Ono", "ja", "Ono Sakura"],
  ["Sakura", null, "ja", "Sakura"],
  ["", "Ono", "en", "Ono"],
  [null, null, "ja", ""],
])("%s %s in %s is %s", (firstName, lastName, language, expected) => {
  expect(fullName({ firstName, lastName }, language)).toBe(expected);
});
