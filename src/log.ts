import { type DestinationStream, destination, type Logger, pino, stdSerializers, stdTimeFunctions } from "pino";

/**
 * Structured events, on standard output or another place. Fields are ids and counts: never a key, a code or an e-mail
 * in clear.
 */
export const createLog = (level: string, process: string, output: number | DestinationStream = 1): Logger =>
  pino(
    { level, base: { process }, timestamp: stdTimeFunctions.isoTime, serializers: { err: faultWithoutValues } },
    typeof output === "number" ? destination(output) : output,
  );

/** PostgreSQL's and a mail server's faults carry the row or the address that they are about in further fields. */
const faultWithoutValues = (error: Error & { code?: unknown; constraint?: unknown }) => {
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack, code: error.code, constraint: error.constraint };
};
