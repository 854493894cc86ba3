import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { onDatabase } from "./support/command.ts";
import { createTestDatabase, type TestDatabase } from "./support/database.ts";

vi.setConfig({ testTimeout: 60_000 });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test.each(["portal", "worker"])("a %s that is told to stop says so, and says when it has stopped", async (command) => {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const settings = { ...onDatabase(database.url), PORT: String(port), SMTP_URL: "smtp://127.0.0.1:1" };
  const child = spawn(process.execPath, ["bin/anykey.js", command], { env: { PATH: "/usr/bin:/bin", ...settings } });
  const closed = once(child, "close");
  const out = text(child.stdout);
  child.stdout.once("data", () => child.kill("SIGTERM"));
  expect((await closed)[0]).toBe(0);
  const events = (await out)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.map(({ msg, signal }) => [msg, signal])).toEqual([
    [`${command}.started`, undefined],
    ["process.stopping", "SIGTERM"],
    ["process.stopped", undefined],
  ]);
});
