import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { answered, freePort, startNode, stopNode } from "./processes.ts";

export type Running = { url: string; processes: ChildProcess[]; stop(): Promise<void> };

/** Portal and worker as two processes, as in production, or as one, as `npm start` runs them. */
export type Arrangement = "apart" | "together";

/** Starts portal and worker on the embedded database of the bench; their mails go to a sink in this process. */
export const startPortalAndWorker = async (dataDir: string, arrangement: Arrangement): Promise<Running> => {
  const sink = await startMailSink();
  const port = String(await freePort());
  const ports = { PORT: port, CONSOLE_PORT: String(await freePort()) };
  const settings = { DATA_DIR: dataDir, ...ports, SMTP_URL: sink.url, RATE_LIMITS: "off", LOG_LEVEL: "warn" };
  const start = (file: string, ...args: string[]) => startNode(file, args, settings);
  const processes =
    arrangement === "together"
      ? [start("src/start.ts")]
      : [start("bin/anykey.js", "portal"), start("bin/anykey.js", "worker")];
  const url = `http://127.0.0.1:${port}`;
  await answered(`${url}/readyz`, processes);
  const stop = async () => {
    await Promise.all(processes.map(stopNode));
    sink.stop();
  };
  return { url, processes, stop };
};

/** Takes every mail and keeps none. */
const startMailSink = async () => {
  const sink = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    onData: (stream, _session, done) => {
      stream.on("end", done).resume();
    },
  });
  const listening = sink.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, stop: () => sink.close(() => undefined) };
};
