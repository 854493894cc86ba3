import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { onDatabase } from "./support/command.ts";
import { createTestDatabase, type TestDatabase } from "./support/database.ts";

// Every start is a process of its own, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 60_000 });

let database: TestDatabase;
const dataDir = mkdtempSync(join(tmpdir(), "anykey-start-"));
const occupant = createServer();
beforeAll(async () => {
  database = await createTestDatabase();
  await once(occupant.listen(0, "127.0.0.1"), "listening");
});
afterAll(async () => {
  occupant.close();
  await database.close();
  rmSync(dataDir, { recursive: true });
});

const begin = (settings: Record<string, string>) => {
  const quiet = { LOG_LEVEL: "silent", SAMPLES: "off", DATA_DIR: dataDir };
  const env = { PATH: "/usr/bin:/bin", ...onDatabase(database.url), ...quiet, ...settings };
  return spawn(process.execPath, ["src/start.ts"], { env });
};

const start = async (settings: Record<string, string>) => {
  const child = begin(settings);
  const [code, out, error] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { code: code[0], out, lines: error.trimEnd().split("\n") };
};

const taken = () => String((occupant.address() as AddressInfo).port);

test.each(["PORT", "MAILBOX_PORT"])("a taken %s is told in one line that says what to do", async (setting) => {
  const { code, out, lines } = await start({ ...freePorts(), [setting]: taken() });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(lines).toEqual([
    `${setting} ${taken()} is in use by another program, perhaps an AnyKey that runs already. ` +
      `Stop that program, or set ${setting} to a free port.`,
  ]);
});

test("a taken CONSOLE_PORT is told in one line that says what to do", async () => {
  const { code, out, lines } = await start({ ...freePorts(), CONSOLE_PORT: taken() });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(lines).toEqual([
    `CONSOLE_PORT ${taken()} is in use by another program. Stop that program, or set CONSOLE_PORT to a free port.`,
  ]);
});

test("another console that is named, at the shipped one's port, takes its place", async () => {
  const child = begin({ ...freePorts(), CONSOLE_PORT: taken(), CONSOLE_URL: `http://127.0.0.1:${taken()}` });
  const [ready] = await Promise.race([once(child.stdout, "data"), once(child, "close")]);
  expect(String(ready)).toContain("AnyKey is ready.");
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
});

test.each(["203.0.113.1", "no.such.host.invalid"])("HOST=%s is told in one line", async (HOST) => {
  const { code, out, lines } = await start({ HOST, ...freePorts() });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(lines).toEqual([`HOST ${HOST} is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all.`]);
});

test.skipIf(!existsSync("/proc/self"))("a DATA_DIR that takes no mails is told in one line", async () => {
  const { code, out, lines } = await start({ DATA_DIR: "/proc/anykey", ...freePorts() });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(lines).toEqual(["The mail catcher cannot write to /proc/anykey/mailbox. Set DATA_DIR to a folder of yours."]);
});

const freePorts = () => {
  const port = 20_000 + Math.floor(Math.random() * 10_000) * 3;
  return { PORT: String(port), CONSOLE_PORT: String(port + 1), MAILBOX_PORT: String(port + 2) };
};
