import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readConfig } from "../src/config.ts";
import { openRuntime, type Runtime } from "../src/runtime.ts";

let dataDir: string;
let runtime: Runtime;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "anykey-runtime-"));
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: "silent" });
  runtime = await openRuntime({ config, process: "start", migrate: true });
});
afterAll(async () => {
  await runtime.close();
  rmSync(dataDir, { recursive: true });
});

const postmasterPid = () => Number.parseInt(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8"), 10);
const answers = () =>
  sql`select 1`.execute(runtime.ctx.db).then(
    () => true,
    () => false,
  );

test("an embedded database that is killed comes back at its address, with what was committed, time and again", async () => {
  const { db } = runtime.ctx;
  await sql`create table kept as select 7 as amount`.execute(db);
  for (let kills = 0; kills < 2; kills++) {
    const killed = postmasterPid();
    process.kill(killed, "SIGKILL");
    await vi.waitUntil(async () => (await answers()) && postmasterPid() !== killed, { timeout: 30_000 });
    expect((await sql`select amount from kept`.execute(db)).rows).toEqual([{ amount: 7 }]);
  }
}, 90_000);

test("closing stops a database that was restarted", async () => {
  expect(postmasterPid()).toBeGreaterThan(0);
  await runtime.close();
  expect(postmasterPid).toThrow(/ENOENT/);
});
