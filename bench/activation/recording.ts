import type { Context } from "../../src/context.ts";
import { createDb, createPool } from "../../src/db/client.ts";
import { startPortal } from "../../src/portal.ts";
import { send } from "./http-load.ts";
import type { HttpStep, Statement } from "./load.ts";

/** Sends the requests of one turn to a portal in this process and answers the SQL that each of them caused. */
export const recordStatements = async (
  ctx: Context,
  databaseUrl: string,
  units: { preview: HttpStep[]; activation: HttpStep[] },
) => {
  const pool = createPool(databaseUrl, 10);
  const sent: Statement[] = [];
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const recording = (text: string, values: unknown[] = [], ...rest: unknown[]) => {
      sent.push({ text, values });
      return query(text, values, ...rest);
    };
    Object.assign(client, { query: recording });
  });
  const portal = await startPortal({ ...ctx, pool, db: createDb(pool) });
  const record = (unit: HttpStep[]) => recordUnit(ctx.config.publicUrl, unit, sent);
  const recorded = { preview: await record(units.preview), activation: await record(units.activation) };
  await portal.stop();
  await pool.end();
  return recorded;
};

/** One request at a time, to know whose statements they are. */
const recordUnit = async (url: string, unit: HttpStep[], sent: Statement[]): Promise<Statement[][]> => {
  const recorded: Statement[][] = [];
  let place = "/";
  for (const step of unit) {
    sent.length = 0;
    const answer = await send(url, step.path ?? place, step);
    recorded.push([...sent]);
    place = answer.location ?? place;
  }
  return recorded;
};
