import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../../src/context.ts";

export type Drained = { seconds: number; perSecond: number; p50: number; p99: number };

/** Waits until the console knows all of them. Times are from the first ready one on, so that no start is in them. */
export const untilDrained = async ({ pool }: Context, ids: readonly string[]): Promise<Drained> => {
  const unready = "select exists (select from console_accounts where state <> 'ready') as some";
  while ((await pool.query(unready)).rows[0].some) await sleep(200);
  const since = await readyTimes(pool, ids);
  const times = [...since.values()].sort((a, b) => a - b);
  const first = times[0] ?? 0;
  const after = (share: number) =>
    ((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) - first) / 1000;
  const seconds = after(1);
  return { seconds, perSecond: ids.length / seconds, p50: after(0.5), p99: after(0.99) };
};

/** When each of them became ready, in milliseconds. */
export const readyTimes = async (pool: Context["pool"], ids: readonly string[]): Promise<Map<string, number>> => {
  const { rows } = await pool.query("select account_id, state_since from console_accounts where account_id = any($1)", [
    ids,
  ]);
  return new Map(rows.map((row) => [row.account_id, row.state_since.getTime()]));
};
