import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

export type FileLock = { release(): void };

// SQLite's way to kernel locks: they vanish with their process, so a kill -9 leaves no stale lock and pid reuse is no matter.
const begin = { shared: "begin; select 1 from sqlite_schema", exclusive: "begin exclusive" };
const SQLITE_BUSY = 5;

/** Takes the lock, or answers null while somebody else holds one that excludes it. */
export const tryLock = (path: string, mode: keyof typeof begin): FileLock | null => {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec(begin[mode]);
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return null;
    throw error;
  }
};

/** Takes the lock as soon as it is free; null when that takes longer than `timeoutMs`. */
export const waitForLock = async (path: string, mode: keyof typeof begin, timeoutMs: number) => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const lock = tryLock(path, mode);
    if (lock || Date.now() > deadline) return lock;
    await sleep(30);
  }
};
