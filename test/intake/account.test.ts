import { expect, test } from "vitest";
import { parseAccount } from "../../src/intake/account.ts";
import { sampleAccount, sampleLicense } from "../api/sample-account.ts";

const pointers = (raw: unknown) => {
  const parsed = parseAccount(raw);
  return parsed.ok ? [] : parsed.faults.map((fault) => fault.pointer);
};
const shared = sampleLicense();

test.each([
  [
    "the least that it takes",
    sampleAccount({ accountId: null, firstName: undefined, timeZone: null, licenses: [] }),
    [],
  ],
  ["a short account ID", sampleAccount({ accountId: "abc" }), ["/accountId"]],
  ["an account ID with a dot", sampleAccount({ accountId: "birch.it" }), ["/accountId"]],
  ["a password", sampleAccount({ password: "secret" }), ["/password"]],
  ["an address without a domain", sampleAccount({ email: "sam@" }), ["/email"]],
  ["a time zone that nobody has", sampleAccount({ timeZone: "Mars/Olympus" }), ["/timeZone"]],
  ["a language that is none", sampleAccount({ language: "e n" }), ["/language"]],
  ["a text for a flag", sampleAccount({ emailVerified: "true" }), ["/emailVerified"]],
  ["a code twice", sampleAccount({ licenses: [shared, sampleLicense(), shared] }), ["/licenses/2/activationCode"]],
  [
    "no registration time",
    sampleAccount({ licenses: [{ ...shared, registeredAt: undefined }] }),
    ["/licenses/0/registeredAt"],
  ],
])("%s", (_, raw, expected) => {
  expect(pointers(raw)).toEqual(expected);
});

test.each([
  ["ja-JP", "ja"],
  ["JA", "ja"],
  ["jav", "en"],
  ["de", "en"],
  [null, "en"],
])("language %s is kept as %s", (language, kept) => {
  expect(parseAccount(sampleAccount({ language }))).toMatchObject({ ok: true, account: { language: kept } });
});

test("the address is kept as it is written, and compared in lower case", () => {
  const parsed = parseAccount(sampleAccount({ email: "Sam@Birch.Example", timeZone: undefined }));
  expect(parsed).toMatchObject({
    ok: true,
    account: { email: "Sam@Birch.Example", emailIdentity: "sam@birch.example", timeZone: "UTC", lastName: null },
  });
});
