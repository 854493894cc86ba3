import type { RegistrationField, TypedRegistration } from "../../src/policy/registration-form.ts";

export const GOOD_PASSWORD = "copper kettle on a hill";

/** The long form as somebody in Slough fills it in. */
export const registrationOf = (wishes: Partial<Record<RegistrationField, string>> = {}): TypedRegistration => ({
  accountId: "initech-it",
  password: GOOD_PASSWORD,
  firstName: "Lee",
  lastName: "Wong",
  email: "lee@initech.example",
  phone: "+44 20 7946 0000",
  company: "Initech Ltd",
  address: "1 Office Park",
  city: "Slough",
  postalCode: "SL1 4AA",
  state: "",
  country: "GB",
  timeZone: "Europe/London",
  language: "en",
  ...wishes,
});
