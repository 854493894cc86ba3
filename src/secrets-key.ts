import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "./config.ts";

const KEY_BYTES = 32;

/** The key in `dataDir`/secrets-key, made at the first start. Two processes that make it at once end with the same one. */
export const embeddedSecretsKey = (dataDir: string): Buffer => {
  const path = join(dataDir, "secrets-key");
  return readKey(path) ?? makeKey(path);
};

const readKey = (path: string): Buffer | undefined => {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const key = Buffer.from(text, "base64");
  if (key.length === KEY_BYTES) return key;
  throw new ConfigError(`${path} is damaged: it must hold 32 bytes in base64. Put it back from a backup.`);
};

/** A link appears whole or not at all, and never replaces the key that somebody else made meanwhile. */
const makeKey = (path: string): Buffer => {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString("base64")}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return Buffer.from(readFileSync(path, "utf8"), "base64");
};

const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
