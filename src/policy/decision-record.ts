import type { Candidate } from "./activation.ts";
import { type Decision, extensionsOf } from "./decision.ts";
import type { RefusalReason } from "./reasons.ts";
import type { RenewalWayOn } from "./renewal.ts";

/** A decision as it is kept with its activation, so that anyone can see later why. Items are named by their lines. */
export type DecisionRecord = {
  outcome: "activated" | "refused";
  candidate: Candidate["is"];
  registered: number[];
  extended: number[];
  converted: number[];
  reason: RefusalReason | null;
  /** The accounts that decided a refusal. */
  owners: string[];
  conflicts: { line: number; saasFamily: string; licenseId: string; endsOn: string }[];
  waysOn: RenewalWayOn[];
};

export const decisionRecord = (decision: Decision, candidate: Candidate): DecisionRecord => {
  const nothing = { registered: [], extended: [], converted: [], owners: [], conflicts: [], waysOn: [] };
  if (decision.ok) {
    return {
      ...nothing,
      outcome: "activated",
      candidate: candidate.is,
      reason: null,
      registered: decision.register.map((item) => item.line),
      extended: extensionsOf(decision).map(({ item }) => item.line),
      converted: decision.convert.map(({ item }) => item.line),
    };
  }
  return {
    ...nothing,
    outcome: "refused",
    candidate: candidate.is,
    reason: decision.reason,
    owners: decision.owners,
    conflicts: ("conflicts" in decision ? decision.conflicts : []).map(({ item, license }) => ({
      line: item.line,
      saasFamily: item.saasFamily ?? "",
      licenseId: license.licenseId,
      endsOn: license.endsOn,
    })),
    waysOn: [...decision.waysOn],
  };
};

/** The lines that an activation registered or extended, as its kept decision tells; none before it. */
export const decidedLines = (kept: unknown, names: readonly Outcome[] = ["registered", "extended"]): number[] =>
  names.flatMap((name) => linesIn(kept, name));

/** Whether an activation made its account, as its kept decision tells. */
export const madeNewAccount = (kept: unknown): boolean =>
  Object.entries(kept ?? {}).some(([key, value]) => key === "candidate" && value === "new_account");

type Outcome = "registered" | "extended";

const linesIn = (kept: unknown, name: Outcome): number[] => {
  const lines = Object.entries(kept ?? {}).find(([key]) => key === name)?.[1];
  return Array.isArray(lines) ? lines : [];
};
