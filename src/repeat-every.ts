/** The longest rest after faults: a database that is away for an hour must not fill the log. */
const MOST_REST_MS = 10_000;

/**
 * Does `work` again and again with a rest between. A fault is told and does not end it; while faults go on, each rest is
 * twice the one before. `stop` waits for a running turn.
 */
export const repeatEvery = (
  restMs: number,
  work: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let turn = Promise.resolve();
  const nextAfter = (rest: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      turn = work().then(
        () => nextAfter(restMs),
        (error) => {
          onFault(error);
          nextAfter(Math.max(restMs, Math.min(rest * 2, MOST_REST_MS)));
        },
      );
    }, rest);
  };
  nextAfter(restMs);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
};
