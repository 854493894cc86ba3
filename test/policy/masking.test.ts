import { expect, test } from "vitest";
import { maskAccountId, maskEmail } from "../../src/policy/masking.ts";

test.each([
  ["jane@acme.example", "j•••@acme.example"],
  ["j@acme.example", "j•••@acme.example"],
  ["a.very.long.name@acme.example", "a•••@acme.example"],
  ["𠮷野@acme.example", "𠮷•••@acme.example"],
  ["@acme.example", "•••@acme.example"],
  ["no-address", "n•••"],
  ["", "•••"],
])("the e-mail %s is shown as %s", (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});

test.each([
  ["birch-it", "b•••t"],
  ["abcd", "a•••d"],
  ["abc", "a•••"],
  ["", "•••"],
])("the account ID %s is shown as %s", (accountId, masked) => {
  expect(maskAccountId(accountId)).toBe(masked);
});
