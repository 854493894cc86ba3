import type { Candidate, Decision } from "./activation.ts";
import type { ActivationReason, WayOn } from "./reasons.ts";

/** A decision as it is kept with its activation, so that anyone can see later why. Items are named by their lines. */
export type DecisionRecord = {
  outcome: "activated" | "refused";
  candidate: Candidate["is"];
  registered: number[];
  extended: number[];
  converted: number[];
  reason: ActivationReason | null;
  /** The accounts that decided a refusal. */
  owners: string[];
  conflicts: { line: number; saasFamily: string; licenseId: string; endsOn: string }[];
  waysOn: WayOn[];
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
      extended: decision.extend.map((item) => item.line),
      converted: decision.convert.map(({ item }) => item.line),
    };
  }
  return {
    ...nothing,
    outcome: "refused",
    candidate: candidate.is,
    reason: decision.reason,
    owners: decision.owners,
    conflicts: decision.conflicts.map(({ item, license }) => ({
      line: item.line,
      saasFamily: item.saasFamily ?? "",
      licenseId: license.licenseId,
      endsOn: license.endsOn,
    })),
    waysOn: [...decision.waysOn],
  };
};
