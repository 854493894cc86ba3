import { ConfigError } from "./config.ts";
import { whyDatabaseAway } from "./database-away.ts";
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

/** What Node and PostgreSQL call the other faults that are none of the program's. */
const lines: Record<string, (error: Error) => string> = {
  ENOENT: (error) => `There is no file ${pathOf(error)}.`,
  EACCES: (error) => `The file ${pathOf(error)} may not be read or written by this user.`,
  EISDIR: () => "This is a folder: name a file.",
  ENOSPC: () => "The disk is full.",
  "42P01": () => SCHEMA_MISSING,
  "42703": () => SCHEMA_MISSING,
  "42501": (error) =>
    `The database user may not do this: ${error.message}. Grant the right, or use the database's owner.`,
  "40P01": () => "Somebody else changed the same orders at the same moment. Nothing was changed here: run it again.",
};

const lineOfCode = (error: Error): string | undefined => {
  const why = whyDatabaseAway(error);
  if (why) return `The database cannot be reached: ${why}. Check DATABASE_URL and that it runs.`;
  return "code" in error && typeof error.code === "string" ? lines[error.code]?.(error) : undefined;
};

const pathOf = (error: Error): string => ("path" in error ? String(error.path) : "");
