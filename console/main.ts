import { readConfig } from "./config.ts";
import { plainFault } from "./plain-fault.ts";
import { startConsole } from "./server.ts";

/** A console that another process started (fork) ends with it, also when that one was killed. */
const askedToStop = (): Promise<unknown> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, resolve);
    process.once("disconnect", resolve);
  });

try {
  const stopping = askedToStop();
  const running = await startConsole(readConfig());
  process.send?.({ ready: running.url });
  await stopping;
  await running.stop();
  if (process.connected) process.disconnect();
} catch (error) {
  const line = plainFault(error);
  globalThis.console.error(line ?? error);
  process.exitCode = line ? 2 : 1;
  if (process.connected) process.disconnect();
}
