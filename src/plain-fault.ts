import { ConfigError } from "./config.ts";
import { EmbeddedPostgresError } from "./db/embedded-error.ts";
import { SCHEMA_MISSING } from "./db/migrate.ts";

/** The one line for a person whose settings, files or database are the cause; undefined for a fault of the program. */
export const plainFault = (error: unknown): string | undefined => {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const line = isForPeople(cause) ? cause.message : lineOfCode(cause);
    if (line) return line;
  }
  return undefined;
};

const isForPeople = (error: Error) => error instanceof ConfigError || error instanceof EmbeddedPostgresError;

const unreachable = (why: string) => `The database cannot be reached: ${why}. Check DATABASE_URL and that it runs.`;

/** What Node and PostgreSQL call the faults that are none of the program's. */
const lines: Record<string, (error: Error) => string> = {
  ENOENT: (error) => `There is no file ${pathOf(error)}.`,
  EACCES: (error) => `The file ${pathOf(error)} may not be read or written by this user.`,
  EISDIR: () => "This is a folder: name a file.",
  ENOSPC: () => "The disk is full.",
  ECONNREFUSED: () => unreachable("nobody answers there"),
  ECONNRESET: () => unreachable("the connection broke"),
  ENOTFOUND: () => unreachable("there is no such host"),
  EAI_AGAIN: () => unreachable("the host's name could not be looked up"),
  ETIMEDOUT: () => unreachable("it does not answer"),
  EHOSTUNREACH: () => unreachable("there is no way to the host"),
  "28P01": () => unreachable("user or password is wrong"),
  "28000": () => unreachable("this user may not sign in"),
  "3D000": () => unreachable("it has no database of that name"),
  "57P01": () => unreachable("it was stopped meanwhile"),
  "57P03": () => unreachable("it is starting or stopping"),
  "53300": () => unreachable("it takes no more connections"),
  "42P01": () => SCHEMA_MISSING,
  "42703": () => SCHEMA_MISSING,
  "40P01": () => "Somebody else changed the same orders at the same moment. Nothing was changed here: run it again.",
};

const lineOfCode = (error: Error): string | undefined => {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return lineOfCode(error.errors[0]);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (/timeout exceeded when trying to connect|Connection terminated/.test(error.message))
    return lines.ETIMEDOUT?.(error);
  return lines[code]?.(error);
};

const pathOf = (error: Error): string => ("path" in error ? String(error.path) : "");
