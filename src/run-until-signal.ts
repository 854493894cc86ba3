import type { Logger } from "pino";

type Stop = () => Promise<void>;
type Signal = (typeof signals)[number];

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Starts a process's parts and runs until Ctrl-C or a service manager's signal, then stops them in reverse. `start` hands
 * over each part's stop as soon as the part runs, so that a start that fails half-way stops what it began, and answers
 * the log that is told of the stop.
 * A signal during the start takes effect when the start is over; a second signal ends at once.
 */
export const runUntilSignal = async (start: (onStop: (stop: Stop) => void) => Promise<Logger>): Promise<void> => {
  const stops: Stop[] = [];
  const signalled = nextSignal();
  let log: Logger;
  try {
    log = await start((stop) => stops.push(stop));
    log.info({ signal: await signalled }, "process.stopping");
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
  log.info("process.stopped");
};

/** A wrapper passes on the Ctrl-C that the terminal sends as well: two signals at once are one. */
const SAME_SIGNAL_MS = 1_000;

const nextSignal = (): Promise<Signal> =>
  new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = (signal: Signal) => {
      first ??= performance.now();
      if (performance.now() - first > SAME_SIGNAL_MS) process.exit(130);
      resolve(signal);
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
