/** docs/rules.md, Console: ten tries over about three days, each a little off so that many accounts spread out. */
const WAITS_SECONDS = [5, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 86_400] as const;

/** What a try came to. `retryAfterSeconds` is what the console asked for, null where it said nothing. */
export type Delivery =
  | { outcome: "taken" }
  | { outcome: "gone" }
  | { outcome: "failed"; fault: string; retryAfterSeconds: number | null };

/** A wait may be cut short once the console answers others, unless it asked for the wait. */
export type Wait = { seconds: number; asked: boolean };
export type NextStep = { state: "ready" } | { state: "failed" } | { state: "preparing"; wait: Wait };

/** What follows the `tries`-th try. `random` is from 0 up to 1. */
export const afterDelivery = (delivery: Delivery, tries: number, random: number): NextStep => {
  if (delivery.outcome === "taken") return { state: "ready" };
  const usual = WAITS_SECONDS[tries - 1];
  if (delivery.outcome === "gone" || usual === undefined) return { state: "failed" };
  const jittered = Math.round(usual * (0.8 + 0.4 * random));
  const asked = Math.min(delivery.retryAfterSeconds ?? 0, MOST_RETRY_AFTER);
  const wait = { seconds: Math.max(jittered, asked), asked: delivery.retryAfterSeconds !== null };
  return { state: "preparing", wait };
};

/** A console that asks for a longer rest than this gets a try all the same. */
const MOST_RETRY_AFTER = 86_400;

/** Whether an answer's status ends a try well, for good, or is to be tried again. */
export const judgeAnswer = (status: number, retryAfterSeconds: number | null): Delivery => {
  if (status >= 200 && status < 300) return { outcome: "taken" };
  if (status === 410) return { outcome: "gone" };
  return { outcome: "failed", fault: `The console answered ${status}.`, retryAfterSeconds };
};
