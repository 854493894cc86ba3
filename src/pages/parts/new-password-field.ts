import type { Translate } from "../../messages/translate.ts";
import { field, passwordInput, type Problem } from "./fields.ts";

/** A password to be set, with the rule that it has to keep. */
export const newPasswordField = (t: Translate, problem: Problem | undefined) =>
  field(t, {
    name: "newPassword",
    label: t("newPassword.field"),
    hint: t("newPassword.hint"),
    problem,
    input: passwordInput("new-password"),
  });
