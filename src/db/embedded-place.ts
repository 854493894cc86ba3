import { accessSync, constants, mkdtempSync, realpathSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { type Account, databaseAccount } from "./embedded-account.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";

export type Place = {
  /** The data folder as the person wrote it, for messages. */
  shown: string;
  dataDir: string;
  clusterDir: string;
  passwordFile: string;
  logFile: string;
  startLock: string;
  usersLock: string;
  account: Account | null;
};

/** Names what lies where in the data folder, which is made when missing; refuses one that we may not use. */
export const openPlace = (shown: string): Place => {
  makeDataDir(shown);
  const dataDir = realpathSync(shown);
  const clusterDir = join(dataDir, "postgres");
  refuseFolderOfOthers(shown, dataDir, clusterDir);
  return {
    shown,
    dataDir,
    clusterDir,
    passwordFile: join(dataDir, "postgres-password"),
    logFile: join(dataDir, "postgres.log"),
    startLock: join(dataDir, "postgres-start.lock"),
    usersLock: join(dataDir, "postgres-users.lock"),
    account: databaseAccount(dataDir, clusterDir),
  };
};

const makeDataDir = (shown: string) => {
  try {
    makeFolder(shown);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    const reason = code === "EEXIST" || code === "ENOTDIR" ? "a file is in the way" : String(code);
    throw new EmbeddedPostgresError(
      `DATA_DIR ${shown} cannot be made (${reason}). Make it a folder that you may write to, or set another DATA_DIR.`,
      { cause: error },
    );
  }
};

const refuseFolderOfOthers = (shown: string, dataDir: string, clusterDir: string) => {
  const me = process.getuid?.();
  const owner = statSync(dataDir).uid;
  if (!isWritable(dataDir)) throw owner === me || me === 0 ? notWritable(shown) : ofAnotherUser(shown, owner);
  const clusterOwner = statSync(clusterDir, { throwIfNoEntry: false })?.uid ?? me;
  if (me !== 0 && clusterOwner !== me) throw ofAnotherUser(shown, clusterOwner);
};

/** Root may do everything by the rights alone, but not on every file system: only a try tells. */
const isWritable = (dir: string) => {
  try {
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    rmdirSync(mkdtempSync(join(dir, ".anykey-")));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") throw error;
    return false;
  }
};

const notWritable = (shown: string) =>
  new EmbeddedPostgresError(`DATA_DIR ${shown} is not writable. Make it writable, or set another DATA_DIR.`);

const ofAnotherUser = (shown: string, uid: number | undefined) =>
  new EmbeddedPostgresError(
    `DATA_DIR ${shown} belongs to another user (uid ${uid}). Start AnyKey as that user, or set DATA_DIR.`,
  );
