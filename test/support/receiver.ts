import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type Received = { path: string; headers: Record<string, string>; body: string };
export type Answering = (response: ServerResponse, request: IncomingMessage) => void;

/** Stands where a console stands: keeps what it is sent, and answers as a test wishes, 200 until told otherwise. */
export const startReceiver = async () => {
  const received: Received[] = [];
  let answering: Answering = (response) => response.end();
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => "");
    received.push({ path: request.url ?? "", headers: request.headers as Record<string, string>, body });
    answering(response, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (next: Answering) => {
      answering = next;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
