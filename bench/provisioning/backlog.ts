import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { enqueueProvisioning } from "../../src/actions/plan-provisioning.ts";
import type { Context } from "../../src/context.ts";
import { inTransaction } from "../../src/db/client.ts";
import { afterDelivery } from "../../src/policy/console-delivery.ts";

const CHUNK = 200;
const SKUS = ["XDR-CAS", "A1"];

/** Accounts with two licenses for the console each, which it was never told of. */
export const makeAccounts = async ({ pool }: Context, count: number): Promise<string[]> => {
  const ids = Array.from({ length: count }, () => v7());
  await pool.query(
    `insert into accounts (id, company, company_key, country, language, time_zone, origin, created_at)
     select id, 'Company ' || at, 'company ' || at, 'US', 'en', 'UTC', 'account_based', now()
     from unnest($1::uuid[]) with ordinality as made (id, at)`,
    [ids],
  );
  const licenses = ids.flatMap((account) => SKUS.map((sku) => ({ account, sku })));
  await pool.query(
    `insert into licenses (id, code_lookup, code_sealed, sku, version, seats, starts_on, ends_on, region, account_id,
       registered_at)
     select id, lookup, lookup, sku, 'full', 100, '2026-05-04', '2027-05-03', 'US', account, now()
     from unnest($1::uuid[], $2::bytea[], $3::text[], $4::uuid[]) as made (id, lookup, sku, account)`,
    [
      licenses.map(() => v7()),
      licenses.map(() => randomBytes(32)),
      licenses.map(({ sku }) => sku),
      licenses.map(({ account }) => account),
    ],
  );
  await pool.query(
    `insert into console_accounts (account_id, region, version, state, state_since)
     select id, 'US', 1, 'preparing', now() from unnest($1::uuid[]) as made (id)`,
    [ids],
  );
  return ids;
};

/** Their deliveries are due now, as after activations in one moment. */
export const enqueueNow = async (ctx: Context, ids: readonly string[]): Promise<void> => {
  for (let at = 0; at < ids.length; at += CHUNK) {
    await inTransaction(ctx.db, async (tx) => {
      for (const id of ids.slice(at, at + CHUNK)) await enqueueProvisioning(ctx, tx, id);
    });
  }
};

export type Outage = { lastDueSeconds: number };

/** Their deliveries stand as after an outage of the console in which they were activated evenly, every try failed. */
export const enqueueAfterOutage = async (
  ctx: Context,
  ids: readonly string[],
  outageSeconds: number,
): Promise<Outage> => {
  await enqueueNow(ctx, ids);
  const tried = ids.map((_, at) => triesIn((at / ids.length) * outageSeconds, outageSeconds));
  await ctx.pool.query(
    `with tried as (select * from unnest($1::uuid[], $2::int[], $3::float[], $4::float[]) as t (id, tries, due, failed)),
       told as (
         update console_accounts set tries = tried.tries, last_fault = 'The console cannot be reached (ECONNREFUSED).'
         from tried where account_id = tried.id)
     update graphile_worker._private_jobs set run_at = now() + make_interval(secs => due),
       created_at = now() - make_interval(secs => failed)
     from tried where key = 'console-' || tried.id`,
    [ids, tried.map(({ tries }) => tries), tried.map(({ due }) => due), tried.map(({ failed }) => failed)],
  );
  return { lastDueSeconds: Math.max(...tried.map(({ due }) => due)) };
};

/** How often one that was activated at `begun` was tried until the console is back, and when it is due after that. */
const triesIn = (begun: number, until: number): { tries: number; due: number; failed: number } => {
  let at = begun;
  for (let tries = 1; ; tries++) {
    const next = afterDelivery({ outcome: "failed", fault: "", retryAfterSeconds: null }, tries, Math.random());
    if (next.state !== "preparing") throw new Error("The outage is longer than all tries.");
    const due = at + next.wait.seconds;
    if (due >= until) return { tries, due: due - until, failed: until - at };
    at = due;
  }
};
