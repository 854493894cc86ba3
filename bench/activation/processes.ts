import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Load, Measured } from "./load.ts";

export type Settings = Record<string, string>;

const root = join(import.meta.dirname, "../..");

/** As `npm start` and docs/operations.md (Memory) run Node. */
export const SMALL_HEAP = ["--max-semi-space-size=4", "--max-old-space-size=512"];

/** Starts Node with a file of the project and nothing but these settings. */
export const startNode = (file: string, args: string[], settings: Settings): ChildProcess =>
  spawn(process.execPath, [...SMALL_HEAP, join(root, file), ...args], {
    cwd: root,
    env: settings,
    stdio: ["ignore", "ignore", "inherit"],
  });

export const stopNode = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
};

/** A port that was free just now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

/** Waits until the address answers 200, for as long as all processes run. */
export const answered = async (url: string, children: ChildProcess[]): Promise<void> => {
  while (children.every((child) => child.exitCode === null)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`A process has ended before ${url} was answered.`);
};

/** Resident memory of a process in megabytes: now, and at its highest. */
export const residentMegabytes = (child: ChildProcess): { now: number; highest: number } => {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  const megabytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]) / 1024;
  return { now: megabytes("VmRSS"), highest: megabytes("VmHWM") };
};

export type LoadProcess = { run(load: Load): Promise<Measured>; stop(): Promise<void> };

export const startLoadProcess = (): LoadProcess => {
  const child = fork(join(import.meta.dirname, "load-process.ts"), { serialization: "advanced" });
  return {
    run: (load) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error("The load process ended."));
        child.once("exit", ended);
        child.once("message", (measured: Measured) => {
          child.off("exit", ended);
          resolve(measured);
        });
        child.send(load);
      }),
    stop: () => stopNode(child),
  };
};
