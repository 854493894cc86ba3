import fc from "fast-check";
import { expect, test } from "vitest";
import { type AccountMatch, matchReasons, strongestMatches, tellingDomain } from "../../src/policy/account-match.ts";

test("every account once, with its strongest reason, strongest first", () => {
  const found: AccountMatch[] = [
    { accountId: "elm", reason: "same_company" },
    { accountId: "birch", reason: "same_customer_number" },
    { accountId: "elm", reason: "same_email" },
    { accountId: "oak", reason: "owns_license_of_order" },
    { accountId: "birch", reason: "same_company" },
  ];
  expect(strongestMatches(found)).toEqual([
    { accountId: "oak", reason: "owns_license_of_order" },
    { accountId: "elm", reason: "same_email" },
    { accountId: "birch", reason: "same_customer_number" },
  ]);
});

test("whatever was found, nobody is lost, doubled or told a weaker reason than there is", () => {
  const match = fc.record({
    accountId: fc.constantFrom("a", "b", "c", "d"),
    reason: fc.constantFrom(...matchReasons),
  });
  fc.assert(
    fc.property(fc.array(match), (found) => {
      const strength = ({ reason }: AccountMatch) => matchReasons.indexOf(reason);
      const strongest = strongestMatches(found);
      expect(strongest.map(({ accountId }) => accountId).toSorted()).toEqual(
        [...new Set(found.map(({ accountId }) => accountId))].toSorted(),
      );
      expect(strongest.map(strength)).toEqual(strongest.map(strength).toSorted((a, b) => a - b));
      for (const each of strongest) {
        const reasons = found.filter(({ accountId }) => accountId === each.accountId).map(strength);
        expect(strength(each)).toBe(Math.min(...reasons));
      }
    }),
  );
});

test.each([
  ["kim@acme.example", "acme.example"],
  ["kim@gmail.com", null],
])("the domain of %s tells %s", (identity, domain) => {
  expect(tellingDomain(identity)).toBe(domain);
});
