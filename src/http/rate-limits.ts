import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Context } from "../context.ts";
import { delaySeconds, type SlowDown } from "../policy/sign-in-delay.ts";

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
  "sign-in/name": { points: 60, durationSeconds: 3600 },
  "sign-in/name-and-client": { points: 10, durationSeconds: 3600 },
  "sign-in/client": { points: 60, durationSeconds: 3600 },
  "registration/client": { points: 30, durationSeconds: 3600 },
  "access-request/client": { points: 20, durationSeconds: 3600 },
  "access-request/order": { points: 10, durationSeconds: 86_400 },
  "code/client": { points: 60, durationSeconds: 600 },
  "authorization/client": { points: 600, durationSeconds: 600 },
  "sign-in/known-browser": { points: 20, durationSeconds: 3600 },
  "reminder/name": { points: 30, durationSeconds: 3600 },
  "reminder/name-and-client": { points: 5, durationSeconds: 3600 },
  "reminder/client": { points: 30, durationSeconds: 3600 },
  "invitation/account": { points: 100, durationSeconds: 86_400 },
  "invitation/address": { points: 40, durationSeconds: 3600 },
  "invitation/address-and-account": { points: 8, durationSeconds: 3600 },
  "passkey/client": { points: 60, durationSeconds: 600 },
} as const;

/** Where wrong tries make the next one wait. They are forgotten after a day, those of a client after an hour. */
const slowDowns = {
  "password/name": { free: 30, longestSeconds: 60, durationSeconds: 86_400 },
  "password/name-and-client": { free: 5, longestSeconds: 900, durationSeconds: 86_400 },
  "password/client": { free: 50, longestSeconds: 30, durationSeconds: 3600 },
  "second-factor/user": { free: 5, longestSeconds: 900, durationSeconds: 86_400 },
} as const satisfies Record<string, SlowDown & { durationSeconds: number }>;

export type LimitName = keyof typeof limits;
type SlowDownName = keyof typeof slowDowns;

export type RateLimits = {
  /** Counts a try of `who`, and throws `TooManyTries` when there were too many. */
  count(name: LimitName, who: string): Promise<void>;
  /** Throws `TooManyTries` when tries of `who` are used up; counts nothing. */
  check(name: LimitName, who: string): Promise<void>;
  /**
   * Counts a try of `who` as a wrong one, and throws `TooManyTries` while the wait after earlier ones lasts. Answers how
   * many wrong ones were before it.
   */
  slowDown(name: SlowDownName, who: string): Promise<number>;
  /** The try was right: takes it back, or forgets the earlier wrong ones as well. */
  forgive(name: SlowDownName, who: string, what: "this_try" | "all"): Promise<void>;
};

const nothing = async () => undefined;
const unlimited: RateLimits = { count: nothing, check: nothing, slowDown: async () => 0, forgive: nothing };

export const createRateLimits = (ctx: Context): RateLimits => {
  if (!ctx.config.rateLimits) return unlimited;
  const limiters = limitersOf(ctx, limits);
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
    ...createSlowDowns(ctx),
  };
};

const createSlowDowns = (ctx: Context): Pick<RateLimits, "slowDown" | "forgive"> => {
  const tries = limitersOf(ctx, slowDowns);
  const waits = limiter(ctx, 1, 1);
  const bucket = (name: SlowDownName, who: string) => ctx.secrets.bucket(`${name} ${who}`);
  const wait = (name: SlowDownName, who: string) => ctx.secrets.bucket(`${name} wait ${who}`);
  return {
    slowDown: async (name, who) => {
      const before = (await tries[name].get(bucket(name, who)))?.consumedPoints ?? 0;
      const seconds = delaySeconds(before, slowDowns[name]);
      if (seconds > 0) await waits.consume(wait(name, who), 1, { customDuration: seconds }).catch(rethrow);
      const { consumedPoints } = await tries[name].consume(bucket(name, who));
      // Of many tries at once all have read the same number: the free ones pass, the others come too late.
      if (seconds === 0 && consumedPoints > slowDowns[name].free)
        throw new TooManyTries(delaySeconds(consumedPoints, slowDowns[name]));
      return before;
    },
    forgive: async (name, who, what) => {
      if (what === "this_try") await tries[name].reward(bucket(name, who));
      else await Promise.all([tries[name].delete(bucket(name, who)), waits.delete(wait(name, who))]);
    },
  };
};

const limitersOf = <Name extends string>(
  ctx: Context,
  of: Record<Name, { points?: number; durationSeconds: number }>,
): Record<Name, RateLimiterPostgres> => {
  const made = Object.entries<{ points?: number; durationSeconds: number }>(of).map(
    ([name, { points = UNBOUNDED, durationSeconds }]) => [name, limiter(ctx, points, durationSeconds)],
  );
  return Object.fromEntries(made) as Record<Name, RateLimiterPostgres>;
};

const UNBOUNDED = 1_000_000_000;

const limiter = (ctx: Context, points: number, duration: number): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: ctx.pool,
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: "",
    points,
    duration,
  });

const rethrow = (error: unknown): never => {
  if (error instanceof RateLimiterRes) throw new TooManyTries(Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
  throw error;
};
