/** Every reason for which a rule refuses (DOMAIN: "each refusal has a reason code"). Texts: http/reason-responses.ts. */
export const activationReasons = [
  "order_cancelled",
  "already_activated",
  "needs_support",
  "cross_grade_needs_owner",
  "cross_grade_other_account",
  "saas_conflict",
] as const;

export type ActivationReason = (typeof activationReasons)[number];

/** All of them, with the one that only a renewal knows. */
export const refusalReasons = [...activationReasons, "registered_to_other_account"] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** What a customer can do after a refusal. */
export type WayOn =
  | "ask_reseller"
  | "sign_in_as_owner"
  | "ask_for_access"
  | "support_case"
  | "use_another_account"
  | "create_account";

export const waysOn = {
  order_cancelled: ["ask_reseller"],
  already_activated: ["sign_in_as_owner", "ask_for_access"],
  needs_support: ["support_case"],
  cross_grade_needs_owner: ["sign_in_as_owner"],
  cross_grade_other_account: ["sign_in_as_owner"],
  saas_conflict: ["use_another_account", "create_account"],
} as const satisfies Record<ActivationReason, readonly WayOn[]>;
