import { ConfigError } from "./config.ts";

/** The one line for a person whose settings or database are the cause; undefined for a fault of the program. */
export const plainFault = (error: unknown): string | undefined => {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof AggregateError) return plainFault(error.errors[0]);
  if (!(error instanceof Error)) return undefined;
  const why = /timeout exceeded when trying to connect/.test(error.message)
    ? "it does not answer"
    : reasons["code" in error ? String(error.code) : ""];
  return why && `The console's database cannot be used: ${why}. Check CONSOLE_DATABASE_URL and that it runs.`;
};

/** What Node and PostgreSQL call it. */
const reasons: Record<string, string> = {
  ECONNREFUSED: "nobody answers there",
  ECONNRESET: "the connection broke",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name could not be looked up",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "there is no way to the host",
  "28P01": "user or password is wrong",
  "28000": "this user may not sign in",
  "3D000": "it has no database of that name",
  "42501": "this user may not create the schema xdr_console",
  "53300": "it takes no more connections",
  "57P01": "it was stopped meanwhile",
  "57P03": "it is starting or stopping",
};
