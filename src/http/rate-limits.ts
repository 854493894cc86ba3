import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Context } from "../context.ts";

/** Somebody tried too often: nothing was done, and `retryAfterSeconds` says when the next try counts. */
export class TooManyTries extends Error {
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super("Too many tries.");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Tries allowed in a time, per client or per address. Ours are far above what people do, an office behind one address
 * included, and far below what guessing needs (docs/security.md).
 */
const limits = {
  "key-entry/client": { points: 120, durationSeconds: 600 },
  "unknown-key/client": { points: 20, durationSeconds: 600 },
  "verification-mail/address": { points: 8, durationSeconds: 3600 },
  "verification-mail/client": { points: 60, durationSeconds: 3600 },
  "sign-in/address": { points: 10, durationSeconds: 3600 },
  "sign-in/client": { points: 60, durationSeconds: 3600 },
  "access-request/client": { points: 20, durationSeconds: 3600 },
  "access-request/order": { points: 10, durationSeconds: 86_400 },
  "code/client": { points: 60, durationSeconds: 600 },
  "authorization/client": { points: 600, durationSeconds: 600 },
} as const;

export type LimitName = keyof typeof limits;

export type RateLimits = {
  /** Counts a try of `who`, and throws `TooManyTries` when there were too many. */
  count(name: LimitName, who: string): Promise<void>;
  /** Throws `TooManyTries` when tries of `who` are used up; counts nothing. */
  check(name: LimitName, who: string): Promise<void>;
};

const unlimited: RateLimits = { count: async () => undefined, check: async () => undefined };

export const createRateLimits = (ctx: Context): RateLimits => {
  if (!ctx.config.rateLimits) return unlimited;
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, { points, durationSeconds }]) => [
      name,
      new RateLimiterPostgres({
        storeClient: ctx.pool,
        storeType: "pool",
        tableName: "rate_limits",
        tableCreated: true,
        keyPrefix: "",
        points,
        duration: durationSeconds,
      }),
    ]),
  ) as Record<LimitName, RateLimiterPostgres>;
  // Hashed, so that the table tells nobody which addresses tried.
  const bucket = (name: LimitName, who: string) => ctx.secrets.bucket(`${name} ${who}`);
  return {
    count: async (name, who) => {
      await limiters[name].consume(bucket(name, who)).catch(rethrow);
    },
    check: async (name, who) => {
      const used = await limiters[name].get(bucket(name, who));
      if (used && used.consumedPoints >= limits[name].points) rethrow(used);
    },
  };
};

const rethrow = (error: unknown): never => {
  if (error instanceof RateLimiterRes) throw new TooManyTries(Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
  throw error;
};
