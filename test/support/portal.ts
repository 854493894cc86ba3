import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import type { ConsoleConfig } from "../../console/config.ts";
import { startConsole } from "../../console/server.ts";
import type { Context } from "../../src/context.ts";
import { loadSamples, loadShippedCatalog } from "../../src/load-samples.ts";
import { startMailCatcher } from "../../src/mail-catcher.ts";
import { createPortalApp } from "../../src/portal-app.ts";
import { startWorker } from "../../src/worker.ts";
import { runningClock } from "./clock.ts";
import { createTestDatabase, TEST_START } from "./database.ts";
import type { FaultProxy } from "./fault-proxy.ts";
import { freePort } from "./free-port.ts";
import { mailboxOf } from "./mailbox.ts";
import { world } from "./world.ts";

export type TestPortalOptions = {
  settings?: NodeJS.ProcessEnv;
  /** Loads the shipped catalogue, sample orders and accounts. */
  samples?: boolean;
  /** Without a worker no mail goes out. */
  worker?: boolean;
  /** Runs the shipped console too, on the same database. */
  console?: boolean;
  /** Stands between the portal and the shipped console. */
  consoleProxy?: FaultProxy;
  /** Where mails go instead of the catcher. */
  smtpUrl?: string;
  log?: Logger;
};

export type TestPortal = Awaited<ReturnType<typeof startTestPortal>>;

/** The whole portal on a database of its own: pages, worker and mail catcher. Its clock runs from a fixed day on. */
export const startTestPortal = async (options: TestPortalOptions = {}) => {
  const database = await createTestDatabase({ settings: options.settings ?? {} });
  const directory = await mkdtemp(join(tmpdir(), "anykey-mailbox-"));
  const catcher = await startMailCatcher({ host: "127.0.0.1", httpPort: 0, directory });
  const served = await listen();
  const clock = runningClock(TEST_START);
  const consolePort = options.console ? await freePort() : undefined;
  const ownUrl = consolePort ? `http://127.0.0.1:${consolePort}` : database.ctx.config.consoleUrl;
  if (ownUrl) options.consoleProxy?.forwardTo(ownUrl);
  const consoleUrl = options.consoleProxy?.url ?? ownUrl;
  const config = { ...database.ctx.config, publicUrl: served.url, consoleUrl };
  const ctx: Context = { ...database.ctx, config, now: clock.now, log: options.log ?? database.ctx.log };
  if (options.samples) {
    await loadShippedCatalog(ctx);
    await loadSamples(ctx);
  }
  served.handle(getRequestListener(createPortalApp(ctx, { reason: null }).fetch));
  const begin = () => startWorker(runtimeOn(ctx, database.url), options.smtpUrl ?? catcher.smtpUrl);
  const worker = options.worker === false ? undefined : await begin();
  const console = consolePort ? await startConsole(consoleConfigOf(ctx, database.url, consolePort)) : undefined;
  return {
    url: served.url,
    consoleUrl,
    databaseUrl: database.url,
    smtpUrl: catcher.smtpUrl,
    ctx,
    clock,
    world: world(ctx),
    mailbox: mailboxOf(catcher.url),
    startWorker: begin,
    close: async () => {
      await console?.stop();
      await worker?.stop();
      await served.close();
      await catcher.stop();
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const consoleConfigOf = ({ config, secrets }: Context, databaseUrl: string, port: number): ConsoleConfig => ({
  host: "127.0.0.1",
  port,
  url: `http://127.0.0.1:${port}`,
  issuer: config.publicUrl,
  databaseUrl,
  clientSecret: secrets.consoleClientSecret,
  webhookSecrets: config.consoleWebhookSecrets ?? [secrets.consoleWebhookSecret],
  logLevel: "silent",
});

const runtimeOn = (ctx: Context, url: string) => ({
  ctx,
  databaseUrl: url,
  directUrl: url,
  embedded: false,
  close: async () => undefined,
});

/** The port is known before the portal is made: its own address stands in its settings. */
const listen = async () => {
  let handler: RequestListener = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => handler(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handle: (next: RequestListener) => {
      handler = next;
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
