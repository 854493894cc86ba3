import { Agent, type IncomingMessage, request } from "node:http";
import { drive, type HttpStep, type Load, type Measured, timed } from "./load.ts";

/** Sends the requests of every unit, over kept-alive connections, and counts an unexpected answer as a fault. */
export const runHttpLoad = async ({ url, connections, units }: Extract<Load, { kind: "http" }>): Promise<Measured> => {
  const agents = Array.from({ length: connections }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  let bytes = 0;
  const measured = await drive(units, connections, (unit, connection) => {
    let place = "/";
    return timed(unit, async (step) => {
      const answer = await send(url, step.path ?? place, step, agents[connection]);
      bytes = answer.bytes;
      place = answer.location ?? place;
    });
  });
  for (const agent of agents) agent.destroy();
  return { ...measured, bytes };
};

type Answer = { location: string | undefined; bytes: number };

/** Sends one request and waits for its whole answer. */
export const send = (url: string, path: string, step: HttpStep, agent?: Agent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = {
      cookie: step.cookie,
      "accept-language": "en",
      ...(step.body === undefined
        ? {}
        : { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(step.body) }),
    };
    const sent = request(url + path, { method: step.method, headers, agent }, (answer) => {
      if (answer.statusCode === step.status) receive(answer, resolve);
      else reject(new Error(`${step.method} ${path} answered ${answer.statusCode}, not ${step.status}.`));
    });
    sent.on("error", reject);
    sent.end(step.body);
  });

const receive = (answer: IncomingMessage, done: (answer: Answer) => void) => {
  let bytes = 0;
  answer.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  answer.on("end", () => done({ location: answer.headers.location, bytes }));
};
