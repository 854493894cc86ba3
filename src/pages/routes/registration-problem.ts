import type { Translate } from "../../messages/translate.ts";
import type { FieldProblem } from "../../policy/registration-form.ts";
import type { Register } from "../register.ts";

type Shown = Register["problems"][number];

/** What is wrong with a field of the long form and what to do. */
export const formProblem = (t: Translate, problem: FieldProblem): Shown => {
  const { field, fault, facts } = problem;
  if (field === "email") return { field, reason: "malformed_email", text: t(`reason.malformed_email.${fault}`, facts) };
  if (field === "password") return { field, reason: `password_${fault}`, text: t(`reason.password_${fault}`) };
  return { field, reason: `${snakeCase(field)}_${fault}`, text: fieldText(t, problem) };
};

const fieldText = (t: Translate, problem: Exclude<FieldProblem, { field: "email" | "password" }>): string => {
  const { field, fault, facts } = problem;
  switch (fault) {
    case "empty":
      return t("reason.empty_field");
    case "not_in_list":
      return t("reason.not_in_list");
    case "malformed":
      return t(field === "phone" ? "reason.malformed_phone" : "reason.malformed_postal_code");
    case "bad_character":
      return field === "accountId" ? t("reason.account_id.bad_character", facts) : t("reason.bad_character");
    case "too_short":
      return t("reason.too_short", facts);
    case "too_long":
      return t("reason.too_long", facts);
  }
};

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The name belongs to somebody; to whom is told to nobody. */
export const takenProblem = (t: Translate, field: "accountId" | "email"): Shown =>
  field === "accountId"
    ? { field, reason: "account_id_taken", text: t("reason.account_id_taken") }
    : { field, reason: "email_taken", text: t("reason.email_taken") };
