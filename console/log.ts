import { type Logger, pino, stdSerializers, stdTimeFunctions } from "pino";

/** Structured events on standard output. Fields are ids and codes: never a token, a secret or an e-mail. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: { process: "console" },
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: withoutValues },
  });

/** The database's faults carry the row that they are about in further fields. */
const withoutValues = (error: Error & { code?: unknown; cause?: unknown }) => {
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack, code: error.code };
};
