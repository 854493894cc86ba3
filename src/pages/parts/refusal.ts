import type { AccountHint } from "./account-choice.ts";

/** One side of a conflict. `codeTail` is the end of its activation code, `…7QX4D`. */
export type ConflictSide = { productName: string; region: string | null; endsOn: string; codeTail: string };

/** The account that a cross grade must go to, and why it is this one. */
export type CrossGradeOwner = {
  id: string;
  hint: string;
  codeTail: string;
  productName: string;
  registeredAt: Date;
  purchasedAt: Date;
};

/** The order is the reader's own: they are signed in to its account, or came by a mail to one of its users. */
export type OwnActivation = "signed_in" | "by_mail";

/** Why the opened order cannot be activated for this viewer. */
export type OrderRefusal =
  | { reason: "order_cancelled" }
  | { reason: "already_activated"; owner: string | null; activatedAt: Date; own?: OwnActivation }
  /** A renewal; without an owner the licenses of its key belong to several accounts. */
  | { reason: "registered_to_other_account"; owner: AccountHint | null }
  | { reason: "saas_conflict"; conflicts: readonly { held: ConflictSide; ordered: ConflictSide }[] }
  | { reason: "cross_grade_needs_owner" | "cross_grade_other_account"; owner: CrossGradeOwner }
  /** Without a case the page offers to open one. */
  | { reason: "needs_support"; caseNumber: string | null };
