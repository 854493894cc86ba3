import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { listen } from "./listen.ts";
import { mailCatcherApp } from "./mail-catcher/app.ts";
import { openMailbox } from "./mail-catcher/mailbox.ts";
import { startSmtpReceiver } from "./mail-catcher/smtp-receiver.ts";

type MailCatcherOptions = {
  host: string;
  httpPort: number;
  smtpPort?: number;
  directory: string;
  publicUrl?: string;
};

export type MailCatcher = { smtpUrl: string; url: string; stop(): Promise<void> };

/** Takes every mail over SMTP, sends none on, and shows them on a web page. For trials and tests, not for production. */
export const startMailCatcher = async (options: MailCatcherOptions): Promise<MailCatcher> => {
  const mailbox = await openMailbox(options.directory);
  const http = createServer(getRequestListener(mailCatcherApp(mailbox).fetch));
  const httpPort = await listen(http, { host: options.host, port: options.httpPort, setting: "MAILBOX_PORT" });
  const smtp = await startSmtpReceiver(mailbox, options.smtpPort ?? 0).catch(async (error: unknown) => {
    await closeServer(http);
    throw error;
  });
  return {
    smtpUrl: smtp.url,
    url: options.publicUrl ?? `http://${reachableHost(options.host)}:${httpPort}`,
    stop: async () => {
      await Promise.all([smtp.stop(), closeServer(http)]);
    },
  };
};

const closeServer = async (server: Server): Promise<void> => {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
};

const reachableHost = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
};
