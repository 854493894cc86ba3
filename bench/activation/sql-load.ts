import pg from "pg";
import { drive, type Load, type Measured, timed } from "./load.ts";

/** Sends the statements of every unit with bare `pg` clients, one after the other on each connection. */
export const runSqlLoad = async ({ url, connections, units }: Extract<Load, { kind: "sql" }>): Promise<Measured> => {
  const clients = Array.from({ length: connections }, () => new pg.Client(url));
  await Promise.all(clients.map((client) => client.connect()));
  const measured = await drive(units, connections, (unit, connection) =>
    timed(unit, async (statements) => {
      for (const { text, values } of statements) await clients[connection]?.query(text, values);
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return { ...measured, bytes: 0 };
};
