/** The life of one attempt, from the typed key to its end. The database repeats these names. */
export const activationStates = ["opened", "verifying", "proven", "activated", "ended"] as const;
export type ActivationState = (typeof activationStates)[number];

/** `verifying`: a mail is out. `proven`: its code was typed. `ended`: five codes were wrong. */
const transitions = {
  opened: ["verifying", "activated"],
  verifying: ["verifying", "proven", "activated", "ended"],
  proven: ["verifying", "proven", "activated", "ended"],
  activated: [],
  ended: [],
} as const satisfies Record<ActivationState, readonly ActivationState[]>;

/** The states from which `to` can be reached: what an update's `where state in (…)` names. */
export const statesBefore = (to: ActivationState): ActivationState[] =>
  activationStates.filter((from) => (transitions[from] as readonly ActivationState[]).includes(to));
