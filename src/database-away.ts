/** What Node and PostgreSQL call the ways in which a database can be away. */
const whys: Record<string, string> = {
  ECONNREFUSED: "nobody answers there",
  ECONNRESET: "the connection broke",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name could not be looked up",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "there is no way to the host",
  "28P01": "user or password is wrong",
  "28000": "this user may not sign in",
  "3D000": "it has no database of that name",
  "57P01": "it was stopped meanwhile",
  "57P02": "it was stopped meanwhile",
  "57P03": "it is starting or stopping",
  "53300": "it takes no more connections",
};

/** After how many seconds it is worth asking again. */
export const AWAY_SECONDS = 10;

/** Why the database cannot be reached; undefined for any other fault. */
export const whyDatabaseAway = (error: Error): string | undefined => {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return whyDatabaseAway(error.errors[0]);
  if (/timeout exceeded when trying to connect|Connection terminated/.test(error.message)) return whys.ETIMEDOUT;
  if (/password must be a string/.test(error.message)) return "it asks for a password, and none is set";
  if (/does not support SSL/.test(error.message)) return "it does not speak TLS";
  return "code" in error && typeof error.code === "string" ? whys[error.code] : undefined;
};
