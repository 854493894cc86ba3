import type pg from "pg";

/** How many statements this pool sent since it was asked last, BEGIN and COMMIT included. */
export const countStatements = (pool: pg.Pool): (() => number) => {
  let sent = 0;
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        sent += 1;
        return query(...args);
      },
    });
  });
  return () => {
    const since = sent;
    sent = 0;
    return since;
  };
};
