import { join } from "node:path";
import type { Logger } from "pino";
import { type Config, readConfig } from "./config.ts";
import { startConsoleProcess } from "./console-process.ts";
import type { Context } from "./context.ts";
import { loadSamples, loadShippedCatalog, sampleKey } from "./load-samples.ts";
import { startMailCatcher } from "./mail-catcher.ts";
import { plainFault } from "./plain-fault.ts";
import { startPortal } from "./portal.ts";
import { runUntilSignal } from "./run-until-signal.ts";
import { openRuntime } from "./runtime.ts";
import { startWorker } from "./worker.ts";

type OnStop = (stop: () => Promise<void>) => void;

/**
 * The embedded default (`npm start`): database, portal, worker and mail catcher in one process, the console in one of its
 * own, with the samples.
 */
const start = async (onStop: OnStop): Promise<Logger> => {
  const settings = readConfig();
  const config: Config = { ...settings, consoleUrl: settings.consoleUrl ?? settings.shippedConsoleUrl };
  const runtime = await openRuntime({ config, process: "start", migrate: true });
  onStop(runtime.close);
  const { ctx } = runtime;
  // It starts beside the rest: its process takes as long to load as ours.
  const shippedConsole = startConsoleProcess(ctx, runtime.databaseUrl);
  onStop(() => shippedConsole.then(({ stop }) => stop()).catch(() => undefined));
  shippedConsole.catch(() => undefined);
  await loadShippedCatalog(ctx);
  const loaded = config.samples && (await loadSamples(ctx));
  const smtpUrl = config.smtpUrl ?? (await startCatcher(config, onStop));
  const worker = await startWorker(runtime, smtpUrl);
  onStop(worker.stop);
  const portal = await startPortal(ctx);
  onStop(portal.stop);
  await shippedConsole.catch((error) => goOnWithout(ctx, settings, error));
  ctx.log.info({ url: config.publicUrl, samplesLoaded: loaded }, "anykey.started");
  console.log(banner(config));
  return ctx.log;
};

/** Where another console is named it may well be what has the shipped one's port; then that one is not needed. */
const goOnWithout = ({ log }: Context, { consoleUrl }: Config, error: unknown): void => {
  if (consoleUrl === undefined) throw error;
  log.warn({ fault: plainFault(error) ?? String(error) }, "console.not_started");
};

const startCatcher = async (config: Config, onStop: OnStop): Promise<string> => {
  const catcher = await startMailCatcher({
    host: config.host,
    httpPort: config.mailboxPort,
    directory: join(config.dataDir, "mailbox"),
    publicUrl: config.mailboxUrl,
  });
  onStop(catcher.stop);
  return catcher.smtpUrl;
};

/** What a newcomer needs: where to go, and what to type there. */
const banner = (config: Config): string =>
  [
    "",
    "  AnyKey is ready.",
    "",
    `  Portal        ${config.publicUrl}`,
    ...(config.smtpUrl ? [] : [`  Mail catcher  ${config.mailboxUrl}   (every mail that AnyKey sends)`]),
    `  XDR console   ${config.consoleUrl}`,
    `  Vendor API    ${config.publicUrl}/api/docs`,
    ...(config.samples ? ["", `  A sample key  ${sampleKey()}`] : []),
    "",
    "  Ctrl-C stops everything.",
    "",
  ].join("\n");

try {
  await runUntilSignal(start);
} catch (error) {
  const line = plainFault(error);
  console.error(line ?? error);
  process.exitCode = line ? 2 : 1;
}
