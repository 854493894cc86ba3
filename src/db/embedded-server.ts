import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { diskFull } from "./embedded-cluster.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { tryLogin } from "./embedded-login.ts";
import type { Place } from "./embedded-place.ts";
import { findPostmaster, lastPort, launchPostmaster, type Postmaster } from "./embedded-postmaster.ts";
import { faultLine } from "./embedded-program.ts";

export type Server = { place: Place; program: string; password: string; durable: boolean };

const ANSWER_TIMEOUT_MS = 90_000;
const RETRY_TIMEOUT_MS = 15_000;

/** Joins the postmaster of the data folder, or starts one; answers where it serves. */
export const runServer = async (server: Server, wantedPort?: number) => {
  const deadline = Date.now() + RETRY_TIMEOUT_MS;
  for (;;) {
    const running = findPostmaster(server.place);
    if (running && (await comesToServe(server, running))) return { port: running.port, reused: true };
    const port = wantedPort ?? (await choosePort(server.place));
    const fault = await startServer(server, port);
    if (fault === null) return { port, reused: false };
    if (!passesSoon(fault, wantedPort) || Date.now() > deadline) throw startFault(server.place, port, fault);
    await sleep(200);
  }
};

/** Waits for one that starts, recovers or is busy; false when it ends instead. */
const comesToServe = async ({ place, password }: Server, running: Postmaster) => {
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  while (findPostmaster(place)?.pid === running.pid) {
    if (await serves(place, running.port, password)) return true;
    if (Date.now() > deadline) throw silent(place);
    await sleep(50);
  }
  return false;
};

/** Null once it serves, else what it logged when it ended. */
const startServer = async ({ place, program, password, durable }: Server, port: number) => {
  const { lastWords } = launchPostmaster({ place, program, port, durable });
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  for (;;) {
    const fault = lastWords();
    if (fault !== null) return fault;
    if (findPostmaster(place)?.port === port && (await serves(place, port, password))) return null;
    if (Date.now() > deadline) throw silent(place);
    await sleep(30);
  }
};

const serves = async (place: Place, port: number, password: string) => {
  const login = await tryLogin(port, password);
  if (login !== "wrong_password") return login === "serves";
  throw new EmbeddedPostgresError(
    `DATA_DIR ${place.shown}: postgres-password is not this database's password. Put the right file back, or restore a backup.`,
  );
};

// After a kill -9 of the postmaster its backends take a moment to notice, and until then nobody may start another.
const passesSoon = (fault: string, wantedPort: number | undefined) =>
  /pre-existing shared memory block|lock file .* already exists/.test(fault) ||
  (wantedPort === undefined && isPortTaken(fault));

const isPortTaken = (fault: string) => /Address already in use/.test(fault);

const startFault = ({ shown, logFile }: Place, port: number, fault: string) => {
  if (/No space left on device/.test(fault)) return diskFull(shown);
  return new EmbeddedPostgresError(
    isPortTaken(fault)
      ? `The database's port ${port} is taken by another program. Stop that program, or choose another port.`
      : `PostgreSQL did not start in DATA_DIR ${shown}: ${faultLine(fault)} (see ${logFile})`,
  );
};

const silent = ({ shown, logFile }: Place) =>
  new EmbeddedPostgresError(`PostgreSQL in DATA_DIR ${shown} does not answer. See ${logFile}, then start again.`);

/** The last run's port where it is free, else any free one. */
const choosePort = async (place: Place) => {
  const last = lastPort(place);
  return (last !== null && (await freePort(last))) || (await freePort(0)) || 0;
};

/** The port when we could listen there (0: any), else null. */
const freePort = (port: number) =>
  new Promise<number | null>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === "object" ? address.port : null));
    });
  });
