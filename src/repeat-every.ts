/** Does `work` again and again with a rest between; a fault is told and does not end it. `stop` waits for a running turn. */
export const repeatEvery = (
  restMs: number,
  work: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let turn = Promise.resolve();
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      turn = work().then(next, (error) => {
        onFault(error);
        next();
      }) as Promise<void>;
    }, restMs);
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
};
