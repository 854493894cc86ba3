import type { Translate } from "../../messages/translate.ts";
import type { PasswordFault } from "../../policy/password.ts";
import type { Problem } from "../parts/fields.ts";

/** What is wrong with a new password, in words. */
export const newPasswordProblem = (t: Translate, fault: PasswordFault): Problem => ({
  reason: `password_${fault}`,
  text: t(`reason.password_${fault}`),
});
