import { sql } from "kysely";
import type { Db, Tx } from "./client.ts";

/** The work that follows a commit, and what each is told. Handlers: jobs/. */
export type JobPayloads = {
  "send-mail": { mailId: string };
  "provision-console": { accountId: string };
  "tell-ending-licenses": { after: string };
};

type JobOptions = {
  maxAttempts: number;
  /** Jobs of one queue run one after another. Few queues: the search for the next job looks at all of them. */
  queue?: string;
  /** A job that waits makes room for the next one with its key. */
  key?: string;
  /** Not before so much time has gone by. */
  waitSeconds?: number;
  /** Nothing makes it come earlier than that. */
  keepsTime?: boolean;
};

/** The flag of a job that comes no earlier. */
export const KEEPS_TIME = "keeps-time";

/** Puts a job into the queue in the same commit as what caused it. */
export const insertJob = async <Name extends keyof JobPayloads>(
  tx: Tx,
  name: Name,
  payload: JobPayloads[Name],
  { maxAttempts, queue, key, waitSeconds = 0, keepsTime = false }: JobOptions,
): Promise<void> => {
  await sql`
    select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, queue_name => ${queue ?? null}::text,
      job_key => ${key ?? null}::text, run_at => now() + make_interval(secs => ${waitSeconds}), max_attempts => ${maxAttempts},
      flags => ${keepsTime ? [KEEPS_TIME] : null}::text[])`.execute(tx);
};

/** A job that was replaced while it ran, and whose worker was killed, stays behind and counts no more. */
export const countWaitingJobs = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) from graphile_worker.jobs where attempts < max_attempts or locked_at is not null`.execute(db);
  return Number(rows[0]?.count ?? 0);
};

/** Unlocks the jobs that some worker has held for longer than any job runs. Returns how many workers held one. */
export const markLongLockedJobsFree = async (db: Db, seconds: number): Promise<number> => {
  const { rows } = await sql<{ lockedBy: string }>`
    select distinct locked_by from graphile_worker.jobs
    where locked_at < now() - make_interval(secs => ${seconds})`.execute(db);
  const dead = rows.map((row) => row.lockedBy);
  if (dead.length > 0) await sql`select graphile_worker.force_unlock_workers(${dead}::text[])`.execute(db);
  return dead.length;
};
