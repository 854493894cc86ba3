import { once } from "node:events";
import { createServer, type IncomingMessage, request as forward, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * `hang`: never answers. `reset`: breaks the connection. `late`: the console takes it, and its answer comes after the
 * connection broke. `twice`: what is sent arrives two times. A number is that answer, without asking the console.
 */
export type Fault = "hang" | "reset" | "late" | "twice" | number;

/** Stands between portal and console, and does to a request what the next fault of its list says. */
export const startFaultProxy = async () => {
  const faults: Fault[] = [];
  let target = "";
  let requests = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const isWebhook = request.url === "/hooks/portal";
    if (isWebhook) requests += 1;
    const fault = isWebhook ? faults.shift() : undefined;
    const pass = () => send(`${target}${request.url}`, request.method, request.headers, Buffer.concat(chunks));
    if (typeof fault === "number") return response.writeHead(fault).end();
    if (fault === "hang") return;
    if (fault === "reset") return response.destroy();
    if (fault === "twice") (await pass()).resume();
    const answer = await pass();
    if (fault === "late") {
      response.destroy();
      return answer.resume();
    }
    copy(answer, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    /** How many deliveries came, faults included. */
    deliveries: () => requests,
    forwardTo: (url: string) => {
      target = url;
    },
    /** Nobody listens any more; the port stays ours to come back to. */
    goDown: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
    comeBack: async () => {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

export type FaultProxy = Awaited<ReturnType<typeof startFaultProxy>>;

const send = async (...[url, method, headers, body]: [string, string | undefined, object, Buffer]) => {
  const request = forward(url, { method, headers: { ...headers }, agent: false });
  request.end(body);
  const [answer] = await once(request, "response");
  return answer as IncomingMessage;
};

const copy = (answer: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
};
