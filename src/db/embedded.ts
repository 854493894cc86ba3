import { chmodSync } from "node:fs";
import { giveTo } from "./embedded-account.ts";
import { findBinaries, type PostgresVersion } from "./embedded-binaries.ts";
import { diskFull, openCluster } from "./embedded-cluster.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { type FileLock, tryLock, waitForLock } from "./embedded-lock.ts";
import { databaseUrl } from "./embedded-login.ts";
import { openPlace, type Place } from "./embedded-place.ts";
import { findPostmaster, stopPostmaster } from "./embedded-postmaster.ts";
import { runServer, type Server } from "./embedded-server.ts";

export { EmbeddedPostgresError };

export type EmbeddedPostgres = {
  url: string;
  reused: boolean;
  /** Starts the postmaster again where it was killed, at the same address; false while it runs. */
  revive(): Promise<boolean>;
  stop(): Promise<void>;
};

/** `durable: false` is for tests alone: faster, and a power cut may lose the data. */
export type EmbeddedOptions = { dataDir: string; port?: number; version?: PostgresVersion; durable?: boolean };

const TURN_TIMEOUT_MS = 120_000;

/**
 * Starts (or joins) the PostgreSQL whose files live in `dataDir`/postgres.
 * Whoever stops last stops the postmaster, also one whose starter was killed.
 */
export const startEmbeddedPostgres = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const place = openPlace(options.dataDir);
  const turn = await takeTurn(place);
  try {
    const users = await take(place, place.usersLock, "shared");
    const { server, port, reused } = await startOrJoin(place, options).catch((error) => {
      users.release();
      throw error;
    });
    let left: Promise<void> | undefined;
    const stop = () => {
      left ??= leavePostmaster(place, users);
      return left;
    };
    return { url: databaseUrl(port, server.password), reused, revive: () => revive(server, port), stop };
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "ENOSPC" ? diskFull(place.shown) : error;
  } finally {
    turn.release();
  }
};

/** Starts and stops of one data folder happen one after the other. */
const takeTurn = (place: Place) => take(place, place.startLock, "exclusive");

const take = async (place: Place, path: string, mode: "shared" | "exclusive") => {
  const lock = await waitForLock(path, mode, TURN_TIMEOUT_MS);
  if (!lock) {
    throw new EmbeddedPostgresError(
      `Another AnyKey has been starting or stopping in DATA_DIR ${place.shown} for long. End it and start again.`,
    );
  }
  chmodSync(path, 0o600);
  giveTo(place.account, path);
  return lock;
};

const leavePostmaster = async (place: Place, users: FileLock) => {
  const turn = await takeTurn(place);
  users.release();
  const alone = tryLock(place.usersLock, "exclusive");
  try {
    const postmaster = alone && findPostmaster(place);
    if (postmaster) await stopPostmaster(place, postmaster);
  } finally {
    alone?.release();
    turn.release();
  }
};

const startOrJoin = async (place: Place, options: EmbeddedOptions) => {
  const { version = "18", durable = true } = options;
  const binaries = await findBinaries(place, version);
  const password = await openCluster(place, binaries, version, durable);
  const server = { place, program: binaries.postgres, password, durable };
  return { server, ...(await runServer(server, options.port)) };
};

const revive = async (server: Server, port: number) => {
  const { place } = server;
  if (findPostmaster(place)) return false;
  const turn = await takeTurn(place);
  try {
    await runServer(server, port);
    return true;
  } finally {
    turn.release();
  }
};
