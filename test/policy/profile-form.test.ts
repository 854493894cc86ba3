import { expect, test } from "vitest";
import {
  addressFields,
  changedFields,
  type ParsedProfile,
  parseProfile,
  personalFields,
  type ProfileField,
} from "../../src/policy/profile-form.ts";

const person = { firstName: "Sam", lastName: "Birch", phone: "+44 20 7946 0000", language: "en" };
const address = {
  address: "1 Office Park",
  city: "Slough",
  postalCode: "SL1 4AA",
  state: "",
  timeZone: "Europe/London",
};

const faultsOf = <Field extends ProfileField>(parsed: ParsedProfile<Field>) =>
  parsed.ok ? [] : parsed.problems.map(({ field, fault }) => `${field} ${fault}`);

test.each<[string, Partial<typeof person>, string[]]>([
  ["as typed", {}, []],
  ["with nothing but a language", { firstName: " ", lastName: "", phone: "" }, []],
  ["with names of 50 characters", { firstName: "é".repeat(50), lastName: "森".repeat(50) }, []],
  [
    "with names of 51",
    { firstName: "é".repeat(51), lastName: "森".repeat(51) },
    ["firstName too_long", "lastName too_long"],
  ],
  ["with a line break", { lastName: "Birch\nBcc: all" }, ["lastName bad_character"]],
  ["with a phone that is none", { phone: "call me" }, ["phone malformed"]],
  ["in no language of ours", { language: "fr" }, ["language not_in_list"]],
  ["without a language", { language: "" }, ["language not_in_list"]],
])("a person %s", (_, wishes, faults) => {
  expect(faultsOf(parseProfile(personalFields, { ...person, ...wishes }))).toEqual(faults);
});

test.each<[string, Partial<typeof address>, string[]]>([
  ["as typed", {}, []],
  ["left empty", { address: "", city: "", postalCode: "" }, []],
  ["too long everywhere", { address: "a".repeat(257), city: "a".repeat(65) }, ["address too_long", "city too_long"]],
  ["with a postal code that is none", { postalCode: "?!" }, ["postalCode malformed"]],
  ["in no time zone", { timeZone: "Mars/Olympus" }, ["timeZone not_in_list"]],
])("an address %s", (_, wishes, faults) => {
  expect(faultsOf(parseProfile(addressFields, { ...address, ...wishes }))).toEqual(faults);
});

test("what is empty is kept as nothing, and the log names the fields that changed", () => {
  const parsed = parseProfile(personalFields, { ...person, phone: "  ", firstName: " Samantha " });
  expect(parsed).toEqual({ ok: true, values: { ...person, firstName: "Samantha", phone: null } });
  if (parsed.ok) expect(changedFields(person, parsed.values)).toEqual(["firstName", "phone"]);
});
