import type { Context } from "../context.ts";
import { markLongLockedJobsFree } from "../db/jobs.ts";

/** A worker that was killed leaves its job locked. No job runs as long as `seconds`, so another worker may take it. */
export const freeDeadWorkersJobs = async (ctx: Context, seconds: number): Promise<void> => {
  const freed = await markLongLockedJobsFree(ctx.db, seconds);
  if (freed > 0) ctx.log.warn({ freed }, "jobs.freed");
};
