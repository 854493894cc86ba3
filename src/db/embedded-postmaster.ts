import { spawn } from "node:child_process";
import { closeSync, fstatSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { giveTo } from "./embedded-account.ts";
import type { Place } from "./embedded-place.ts";
import { dataPath, programOptions } from "./embedded-program.ts";

export type Postmaster = { pid: number; port: number };

const settings = {
  listen_addresses: "127.0.0.1",
  // TCP only: the path of a socket may have no more than 107 bytes.
  unix_socket_directories: "",
  max_connections: 50,
  shared_buffers: "64MB",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "warning",
};

const withoutDurability = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

// A command line tells whose database a process serves, which a number that may be somebody else's by now does not.
const mark = (place: Place) => `anykey.data_directory=${place.clusterDir}`;

/** The postmaster of this data folder, serving or about to; null when there is none. */
export const findPostmaster = (place: Place): Postmaster | null => {
  const [pid, , , port] = readText(join(place.clusterDir, "postmaster.pid")).split("\n").map(Number);
  return pid && port && isAlive(place, pid) ? { pid, port } : null;
};

/** The port of the last run: a pool that outlived a crashed postmaster finds the next one there. */
export const lastPort = (place: Place) => {
  const port = readText(join(place.clusterDir, "postmaster.opts")).match(/"-p" "(\d+)"/)?.[1];
  return port ? Number(port) : null;
};

const readText = (path: string) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

const isAlive = (place: Place, pid: number) =>
  process.platform === "linux" ? readText(`/proc/${pid}/cmdline`).split("\0").includes(mark(place)) : isTaken(pid);

const isTaken = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** After a crash the number in postmaster.pid may be of a process that came later, for which PostgreSQL would not start. */
const forgetReusedNumber = (place: Place) => {
  const file = join(place.clusterDir, "postmaster.pid");
  const pid = Number.parseInt(readText(file), 10);
  if (pid && isTaken(pid) && !isAlive(place, pid)) rmSync(file);
};

type Launch = { place: Place; program: string; port: number; durable: boolean };

/** Starts the postmaster. `lastWords` is null while it lives, then what it logged. */
export const launchPostmaster = ({ place, program, port, durable }: Launch) => {
  forgetReusedNumber(place);
  const log = openSync(place.logFile, "a", 0o600);
  giveTo(place.account, place.logFile);
  const files = openSync(place.clusterDir, "r");
  const logStart = fstatSync(log).size;
  const options = Object.entries({ ...settings, ...(durable ? {} : withoutDurability) });
  const child = spawn(
    program,
    [
      ...["-D", dataPath(place.account, place.clusterDir), "-p", String(port), "-c", mark(place)],
      ...options.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    // A process group of its own: the terminal's Ctrl-C is for us, and we end it in order.
    { ...programOptions(place.account), detached: true, stdio: ["ignore", log, log, files] },
  );
  for (const descriptor of [log, files]) closeSync(descriptor);
  child.unref();
  let failure: string | null = null;
  child.on("error", (error) => {
    failure = error.message;
  });
  const hasEnded = () => failure !== null || child.exitCode !== null || child.signalCode !== null;
  const logged = () => readFileSync(place.logFile).subarray(logStart).toString();
  return { lastWords: () => (hasEnded() ? (failure ?? logged()) : null) };
};

/** Stops the postmaster in order: clients are cut off, the data are written out, no process is left. */
export const stopPostmaster = async (place: Place, { pid }: Postmaster) => {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!isAlive(place, pid)) return;
    process.kill(pid, signal);
    if (await isGoneWithin(place, pid, 10_000)) return;
  }
};

// An exiting process loses its command line first, and only then its files and its port: not alive is not yet gone.
const isGone = (place: Place, pid: number) => {
  if (process.platform !== "linux") return !isTaken(pid);
  const state = /\) (\w) /.exec(readText(`/proc/${pid}/stat`))?.[1] ?? "X";
  const command = readText(`/proc/${pid}/cmdline`);
  return state === "Z" || state === "X" || (command !== "" && !isAlive(place, pid));
};

const isGoneWithin = async (place: Place, pid: number, timeoutMs: number) => {
  const deadline = Date.now() + timeoutMs;
  while (!isGone(place, pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
};
