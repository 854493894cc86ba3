import { readdirSync } from "node:fs";
import { sql } from "kysely";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { createDb, createPool } from "../../src/db/client.ts";
import { migrate } from "../../src/db/migrate.ts";
import { databaseAt } from "../support/database-address.ts";

test("of two that migrate at once one applies and one waits; a third finds nothing to do", async () => {
  const { url, template } = inject("postgres");
  const name = template.replace("template", `${process.pid}_empty`);
  const server = new pg.Client(url);
  await server.connect();
  await server.query(`create database ${name}`);
  const pools = [1, 2].map(() => createPool(databaseAt(url, name), 3));
  try {
    const [first, second] = pools.map((pool) => migrate(createDb(pool), pool));
    const applied = [...((await first) ?? []), ...((await second) ?? [])];
    expect(applied.map((name) => `${name}.ts`)).toEqual(readdirSync("src/db/migrations").sort());

    const [pool] = pools as [pg.Pool];
    expect(await migrate(createDb(pool), pool)).toEqual([]);
    const queue = await sql<{ jobs: number }>`select count(*)::int as jobs from graphile_worker.jobs`.execute(
      createDb(pool),
    );
    expect(queue.rows).toEqual([{ jobs: 0 }]);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
    await server.query(`drop database ${name} with (force)`);
    await server.end();
  }
});

test("the tests of this project run on the PostgreSQL that it names", async () => {
  const server = new pg.Client(inject("postgres").url);
  await server.connect();
  const { rows } = await server.query("show server_version_num");
  await server.end();
  expect(Math.floor(Number(rows[0].server_version_num) / 10_000)).toBe(inject("postgres").version);
});
