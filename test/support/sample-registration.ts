import { guessesFor } from "../../src/password-guesses.ts";
import {
  parseRegistration,
  type RegistrationField,
  type TypedRegistration,
} from "../../src/policy/registration-form.ts";

const GOOD_PASSWORD = "copper kettle on a hill";

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

let serial = 0;

/** The same form taken apart, for somebody new each time. */
export const newRegistration = (wishes: Partial<Record<RegistrationField, string>> = {}) => {
  serial += 1;
  const someone = { accountId: `customer-${serial}`, email: `lee-${serial}@initech.example` };
  const parsed = parseRegistration(registrationOf({ ...someone, ...wishes }), guessesFor);
  if (!parsed.ok) throw new Error(`The form is wrong: ${JSON.stringify(parsed.problems)}`);
  return { form: parsed.form, passwordHash: "hash" };
};
