import { setTimeout as sleep } from "node:timers/promises";

/** Something that runs until it is stopped or gives up. Then `over` settles, with the fault when it knows one. */
export type Running = { over: Promise<unknown>; stop(): Promise<unknown> };

/**
 * Keeps one running: when it gives up it is begun again after a rest, and the fault is told. The first begin is awaited,
 * so that its failure is the caller's.
 */
export const keepRunning = async (
  begin: () => Promise<Running>,
  onFault: (error: unknown) => void,
  restMs: number,
): Promise<{ stop(): Promise<void> }> => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const untilOver = async (running: Running) => {
    const stop = () => running.stop().catch(() => undefined);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    const fault = await running.over.then(
      () => new Error("It gave up and did not say why."),
      (error) => error,
    );
    signal.removeEventListener("abort", stop);
    if (signal.aborted) return;
    onFault(fault);
    await stop();
  };
  const watch = async (first: Running) => {
    await untilOver(first);
    while (!signal.aborted) {
      await sleep(restMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await begin().then(untilOver, onFault);
    }
  };
  const watching = watch(await begin());
  return {
    stop: async () => {
      stopping.abort();
      await watching;
    },
  };
};
