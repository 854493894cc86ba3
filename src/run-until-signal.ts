type Stop = () => Promise<void>;

/**
 * Starts a process's parts and runs until Ctrl-C or a service manager's signal, then stops them in reverse. `start` hands
 * over each part's stop as soon as the part runs, so that a start that fails half-way stops what it began.
 * A signal during the start takes effect when the start is over; a second signal ends at once.
 */
export const runUntilSignal = async (start: (onStop: (stop: Stop) => void) => Promise<void>): Promise<void> => {
  const stops: Stop[] = [];
  const signalled = nextSignal();
  try {
    await start((stop) => stops.push(stop));
    await signalled;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};

/** A wrapper passes on the Ctrl-C that the terminal sends as well: two signals at once are one. */
const SAME_SIGNAL_MS = 1_000;

const nextSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = () => {
      first ??= performance.now();
      if (performance.now() - first > SAME_SIGNAL_MS) process.exit(130);
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  });
