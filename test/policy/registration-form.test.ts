import { expect, test } from "vitest";
import { guessesFor } from "../../src/password-guesses.ts";
import { parseRegistration, type RegistrationField, registrationFields } from "../../src/policy/registration-form.ts";
import { registrationOf } from "../support/sample-registration.ts";

const parse = (wishes: Partial<Record<RegistrationField, string>>) =>
  parseRegistration(registrationOf(wishes), guessesFor);

test("a right form comes back with its values, the password kept apart", () => {
  const parsed = parse({ accountId: "initech-it", email: "Lee@Initech.example", state: "" });
  expect(parsed).toEqual({
    ok: true,
    form: {
      accountId: "initech-it",
      firstName: "Lee",
      lastName: "Wong",
      email: "Lee@Initech.example",
      emailIdentity: "lee@initech.example",
      phone: "+44 20 7946 0000",
      company: "Initech Ltd",
      address: "1 Office Park",
      city: "Slough",
      postalCode: "SL1 4AA",
      state: null,
      country: "GB",
      timeZone: "Europe/London",
      language: "en",
    },
  });
});

const a = (length: number) => "a".repeat(length);

test.each<[RegistrationField, string, string?]>([
  ["accountId", "abcd"],
  ["accountId", a(25)],
  ["accountId", "A-b_9"],
  ["accountId", "----"],
  ["accountId", "  birch-it ", "birch-it"],
  ["accountId", "ｂｉｒｃｈ", "birch"],
  ["firstName", "J"],
  ["firstName", "Þ".repeat(50)],
  ["firstName", "太郎"],
  ["lastName", "O’Neill-van der Berg Jr."],
  ["lastName", "𠮷野"],
  ["phone", "+81 3-1234-5678"],
  ["phone", "(02) 9876 5432 x12"],
  ["phone", "０３ー１２３４ー５６７８".replaceAll("ー", "－"), "03-1234-5678"],
  ["phone", "12345"],
  ["company", "株式会社サクラ"],
  ["company", `& ${a(126)}`],
  ["address", '1丁目2-3 <Sakura> "Building"'],
  ["address", a(256)],
  ["city", a(64)],
  ["postalCode", "100-0001"],
  ["postalCode", "１００－０００１", "100-0001"],
  ["postalCode", "K1A 0B1"],
  ["state", "東京都"],
  ["country", "JP"],
  ["timeZone", "UTC"],
  ["timeZone", "America/Argentina/Buenos_Aires"],
  ["language", "ja"],
])("%s may be %s", (field, typed, kept = typed) => {
  expect(parse({ [field]: typed })).toMatchObject({ ok: true, form: { [field]: kept } });
});

test.each<[RegistrationField, string, string, object?]>([
  ["accountId", "", "empty"],
  ["accountId", "abc", "too_short", { length: 3, least: 4 }],
  ["accountId", a(26), "too_long", { length: 26, most: 25 }],
  ["accountId", "birch it", "bad_character", { character: " " }],
  ["accountId", "sam@birch.example", "bad_character", { character: "@" }],
  ["accountId", "birché", "bad_character", { character: "é" }],
  ["password", "", "too_short", { length: 0 }],
  ["password", "eleven char", "too_short", { length: 11 }],
  ["password", a(129), "too_long", { length: 129 }],
  ["firstName", "   ", "empty"],
  ["firstName", "\u200b", "empty"],
  ["firstName", a(51), "too_long", { length: 51, most: 50 }],
  ["lastName", "a\nb", "bad_character"],
  ["lastName", "\u202eevil", "bad_character"],
  ["email", "", "empty"],
  ["email", "lee", "no_at"],
  ["email", "lee@initech", "no_top_level_domain"],
  ["email", `${a(65)}@initech.example`, "too_long"],
  ["phone", "", "empty"],
  ["phone", "call me", "malformed"],
  ["phone", "1234", "malformed"],
  ["phone", "1".repeat(33), "too_long", { length: 33, most: 32 }],
  ["company", "", "empty"],
  ["company", a(129), "too_long", { length: 129, most: 128 }],
  ["company", "a\u0000b", "bad_character"],
  ["address", "", "empty"],
  ["address", a(257), "too_long"],
  ["city", "", "empty"],
  ["city", a(65), "too_long"],
  ["postalCode", "", "empty"],
  ["postalCode", a(17), "too_long"],
  ["postalCode", "100_0001", "malformed"],
  ["state", a(65), "too_long"],
  ["country", "", "not_in_list"],
  ["country", "XX", "not_in_list"],
  ["country", "gb", "not_in_list"],
  ["timeZone", "Mars/Olympus", "not_in_list"],
  ["timeZone", "", "not_in_list"],
  ["language", "de", "not_in_list"],
])("%s may not be %j: %s", (field, typed, fault, facts = {}) => {
  expect(parse({ [field]: typed })).toMatchObject({ ok: false, problems: [{ field, fault, facts }] });
});

test("a country without postal codes asks for none, and takes one that somebody has", () => {
  expect(parse({ country: "HK", postalCode: "" })).toMatchObject({ ok: true, form: { postalCode: null } });
  expect(parse({ country: "HK", postalCode: "999077" })).toMatchObject({ ok: true, form: { postalCode: "999077" } });
});

test("everything that is wrong is named at once, in the order of the page", () => {
  const nothing = Object.fromEntries(registrationFields.map((field) => [field, ""]));
  const parsed = parse(nothing);
  expect(parsed.ok ? [] : parsed.problems.map(({ field }) => field)).toEqual(
    registrationFields.filter((field) => field !== "state"),
  );
});

test("a text of a million accents is judged at once", () => {
  const began = performance.now();
  expect(parse({ company: `a${"\u0301".repeat(1_000_000)}`, accountId: "\u0301".repeat(1_000_000) }).ok).toBe(false);
  expect(performance.now() - began).toBeLessThan(1000);
});
