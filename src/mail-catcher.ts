import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
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
  const httpPort = await listen(http, options.host, options.httpPort);
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

const listen = async (server: Server, host: string, port: number): Promise<number> => {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new Error(portFault(cause, host, port), { cause });
  }
  return (server.address() as AddressInfo).port;
};

const portFault = (cause: unknown, host: string, port: number): string => {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") {
    return `MAILBOX_PORT ${port} is in use by another program. Stop that program, or set MAILBOX_PORT to a free port.`;
  }
  if (code === "EACCES") return `MAILBOX_PORT ${port} needs rights that this user lacks. Set MAILBOX_PORT above 1023.`;
  return `The mail catcher cannot listen on HOST ${host}, MAILBOX_PORT ${port}: ${String(cause)}`;
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
