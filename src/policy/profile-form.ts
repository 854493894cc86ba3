import {
  type FieldProblem,
  type RegistrationField,
  readField,
  registrationFields,
  type TypedRegistration,
} from "./registration-form.ts";

/** What users change of themselves, and owner and admins of the account; named and judged as in the long form. */
export const personalFields = ["firstName", "lastName", "phone", "language"] as const;
export const addressFields = ["address", "city", "postalCode", "state", "timeZone"] as const;

export type PersonalField = (typeof personalFields)[number];
export type AddressField = (typeof addressFields)[number];
export type ProfileField = PersonalField | AddressField;

/** An account of the account-based process began with an e-mail alone, so these may stay empty. */
const mayBeEmpty: readonly ProfileField[] = [
  "firstName",
  "lastName",
  "phone",
  "address",
  "city",
  "postalCode",
  "state",
];

export type ParsedProfile<Field extends ProfileField> =
  | { ok: true; values: Record<Field, string | null> }
  | { ok: false; problems: FieldProblem[] };

/** Takes the fields apart; every wrong one is named, all at once. */
export const parseProfile = <Field extends ProfileField>(
  fields: readonly Field[],
  typed: Record<Field, string>,
): ParsedProfile<Field> => {
  const whole = { ...nothingTyped, ...typed };
  const read = fields.map((field) => ({
    field,
    ...(whole[field].trim() === "" && mayBeEmpty.includes(field) ? { value: null } : readField(field, whole)),
  }));
  const problems = read.flatMap(({ field, fault }) => (fault ? [{ field, ...fault } as FieldProblem] : []));
  if (problems.length > 0) return { ok: false, problems };
  const values = Object.fromEntries(read.map(({ field, value }) => [field, value ?? null]));
  return { ok: true, values: values as Record<Field, string | null> };
};

const nothingTyped = Object.fromEntries(
  registrationFields.map((field): [RegistrationField, string] => [field, ""]),
) as TypedRegistration;

/** Which of the fields differ from what is kept, for the audit log: it names fields, never what stands in them. */
export const changedFields = <Field extends ProfileField>(
  before: Record<Field, string | null>,
  after: Record<Field, string | null>,
): Field[] => (Object.keys(after) as Field[]).filter((field) => before[field] !== after[field]);
