import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startConsole } from "../../console/server.ts";
import { CLIENT_SECRET, type ConsoleWorld, SECRET, startConsoleWorld } from "./console-world.ts";
import { freePort } from "../support/free-port.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld();
});
afterAll(() => world.close());

const begin = async (changes: Record<string, string> = {}) => {
  const port = String(await freePort());
  const child = fork("console/main.ts", {
    silent: true,
    execArgv: [],
    env: {
      PATH: "/usr/bin:/bin",
      CONSOLE_PORT: port,
      PUBLIC_URL: world.provider.url,
      CONSOLE_DATABASE_URL: world.config.databaseUrl,
      CONSOLE_CLIENT_SECRET: CLIENT_SECRET,
      CONSOLE_WEBHOOK_SECRETS: SECRET,
      ...changes,
    },
  });
  return { child, url: `http://127.0.0.1:${port}`, ended: endOf(child) };
};

const endOf = async (child: ChildProcess) => {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("The process has no output.");
  const [out, error, [code]] = await Promise.all([text(stdout), text(stderr), once(child, "exit")]);
  return { out, error, code };
};

test.each([
  [{ CONSOLE_CLIENT_SECRET: "" }, /^CONSOLE_CLIENT_SECRET: must be set.*\n$/],
  [
    { CONSOLE_DATABASE_URL: "postgres://postgres@127.0.0.1:1/none" },
    /^The console's database cannot be used: nobody.*\n$/,
  ],
])("a start with %j ends with one line and code 2", async (changes, line) => {
  const { ended } = await begin(changes);
  expect(await ended).toEqual({ out: "", error: expect.stringMatching(line), code: 2 });
});

test("a port that is taken ends the start with one line and code 2", async () => {
  const { ended } = await begin({ CONSOLE_PORT: String(world.config.port) });
  expect(await ended).toMatchObject({ code: 2, error: expect.stringMatching(/^CONSOLE_PORT \d+ is in use by.*\n$/) });
});

test.each(["SIGTERM", "SIGINT"] as const)("%s ends it with code 0", async (signal) => {
  const { child, url, ended } = await begin();
  await once(child, "message");
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  child.kill(signal);
  expect(await ended).toMatchObject({ code: 0, error: "" });
});

test("a console whose parent is gone does not stay behind", async () => {
  const { child, ended } = await begin();
  await once(child, "message");
  child.disconnect();
  expect(await ended).toMatchObject({ code: 0 });
});

test("consoles that start at once on an empty database all run", async () => {
  await world.query("drop schema xdr_console cascade");
  const configs = await Promise.all([1, 2, 3, 4].map(async () => ({ ...world.config, port: await freePort() })));
  const consoles = await Promise.all(configs.map(startConsole));
  const answers = await Promise.all(configs.map(({ port }) => fetch(`http://127.0.0.1:${port}/readyz`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await Promise.all(consoles.map((running) => running.stop()));
});
